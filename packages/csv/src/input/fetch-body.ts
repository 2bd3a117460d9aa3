import { CsvError } from '../errors.ts';

/** What a server answers. @throws CsvError `unreadable-input` when that is no content. */
export async function fetchBody(url: URL, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { ok, body, status, statusText } = await fetch(url, { signal });
  if (ok && body !== null) return body;
  throw new CsvError('unreadable-input', `${url} answered ${status} ${statusText}`);
}

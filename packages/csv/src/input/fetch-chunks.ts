import { CsvError } from '../errors.ts';
import { streamChunks } from './chunks.ts';

/** What a server answers. @throws CsvError `unreadable-input` when that is no content. */
export async function* fetchChunks(url: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { ok, body, status, statusText } = await fetch(url, { signal });
  if (!ok || body === null) {
    throw new CsvError('unreadable-input', `${url} answered ${status} ${statusText}`);
  }
  yield* streamChunks(body, signal);
}

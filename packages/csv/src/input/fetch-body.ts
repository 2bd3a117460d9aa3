import { CsvError } from '../errors.ts';

/** What went wrong is said by Node in the cause alone, by browsers in the message. */
type FetchError = Error & { readonly cause?: { readonly code?: string } };

/** What a server answers. @throws CsvError `unreadable-input` when that is no content, or nothing; the signal's reason. */
export async function fetchBody(url: URL, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const { ok, body, status, statusText } = await fetch(url, { signal }).catch((cause: FetchError) => {
    signal.throwIfAborted();
    const reason = cause.cause?.code ?? cause.message;
    throw new CsvError('unreadable-input', `${url} cannot be fetched (${reason}): check the address`, {
      cause,
    });
  });
  if (ok && body !== null) return body;
  throw new CsvError('unreadable-input', `${url} answered ${status} ${statusText}`);
}

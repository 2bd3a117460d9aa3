import type { CsvInput } from './csv-input.ts';

/** Whether an input is gone once it has been read: a stream is, an iterator too; an iterable begins anew. */
export const isOneShot = (input: CsvInput): input is ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> =>
  input instanceof ReadableStream || ['next', 'pipe'].some((method) => method in Object(input));

/** Those that somebody reads, or has read. */
const taken = new WeakSet<object>();

/** Whether this is the first time that an input is read, or it can be read again: what a stream gave is gone. */
export function takeOnce(input: CsvInput): boolean {
  if (!isOneShot(input)) return true;
  const isTaken = taken.has(input) || (input instanceof ReadableStream && input.locked);
  taken.add(input);
  return !isTaken;
}

import type { CsvInput } from './csv-input.ts';

/** Whether an input is gone once it has been read: a stream is, an iterator too; an iterable begins anew. */
export function isOneShot(input: CsvInput): boolean {
  if (input instanceof ReadableStream) return true;
  const object: object = Object(input);
  return 'next' in object || 'pipe' in object;
}

/** Those that somebody reads, or has read. */
const taken = new WeakSet<object>();

/** Whether this is the first time that an input is read, or it can be read again: what a stream gave is gone. */
export function takeOnce(input: CsvInput): boolean {
  if (!isOneShot(input)) return true;
  const stream = input as object;
  if (taken.has(stream) || (stream instanceof ReadableStream && stream.locked)) return false;
  taken.add(stream);
  return true;
}

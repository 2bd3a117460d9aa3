import { CsvError } from '../errors.ts';
import type { CsvInput } from './csv-input.ts';

/** Whether an input is gone once it has been read: a stream is, an iterator too; an iterable begins anew. */
export function isOneShot(input: CsvInput): boolean {
  if (input instanceof ReadableStream) return true;
  return typeof input === 'object' && input !== null && ('next' in input || 'pipe' in input);
}

/** Those that somebody reads, or has read. */
const taken = new WeakSet<object>();

/** @throws CsvError `unreadable-input` for a stream that is read a second time: what it gave is gone. */
export function takeOnce(input: CsvInput): void {
  if (!isOneShot(input)) return;
  const stream = input as object;
  if (taken.has(stream) || (stream instanceof ReadableStream && stream.locked)) {
    throw new CsvError(
      'unreadable-input',
      'input: expected a stream that nobody has read from, got one that is read already, or was. A stream can be read once: give each run its own, or a path, a Blob or the bytes',
    );
  }
  taken.add(stream);
}

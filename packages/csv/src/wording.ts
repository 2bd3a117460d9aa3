import type { CsvStreamOptions } from './csv-source.ts';
import { CsvError } from './errors.ts';
import type { BatchReader } from './reading/batch-reader.ts';
import { columnsError } from './reading/columns-error.ts';
import type { Reading } from './reading/load-reading.ts';
import type { Refusal } from './reading/set-aside.ts';
import { unreadableRecord } from './reading/unreadable-record.ts';

/**
 * Puts into words what could not be read, and hands it on.
 *
 * @throws CsvError why nothing can be read, or the first record if there is nobody to take it.
 */
export async function tell(
  { reading, refusal, unreadable }: BatchReader,
  deadLetter: CsvStreamOptions['deadLetter'],
): Promise<void> {
  if (refusal !== undefined) throw refusalError(reading, refusal);
  for (const setAside of unreadable) {
    const record = unreadableRecord(setAside);
    if (deadLetter === undefined || reading.settings.onError === 'fail') throw record.cause;
    await deadLetter(record);
  }
  unreadable.length = 0;
}

export { unreadableRecord };

/** Why nothing of an input can be read. */
export function refusalError({ type, settings }: Reading, refusal: Refusal): CsvError {
  if ('header' in refusal) return columnsError(type, settings, refusal.header);
  if ('mark' in refusal) {
    const encoding = refusal.mark[0] === 0xff ? 'utf-16le' : 'utf-16be';
    const message = `The input begins with a byte-order mark of UTF-16: set encoding: '${encoding}'`;
    return new CsvError('unreadable-input', message);
  }
  const { cause } = unreadableRecord(refusal.record);
  return new CsvError('missing-columns', `The header cannot be read. ${cause.message}`, { cause });
}

/** Of a stream that is read a second time: what it gave is gone. */
export const alreadyRead = () =>
  new CsvError(
    'unreadable-input',
    'input: expected a stream that nobody has read from, got one that is read already, or was. A stream can be read once: give each run its own, or a path, a Blob or the bytes',
  );

export const noInput = (input: unknown) =>
  new CsvError(
    'invalid-option',
    `input: expected a path, a URL, or bytes as a Uint8Array, Blob, ReadableStream, async iterable or FileHandle, got ${String(input)}`,
  );

export const noPosition = (position: unknown) =>
  new CsvError('invalid-position', `expected a position of an earlier run, got ${JSON.stringify(position)}`);

export const beyondEnd = (size: number | undefined, offset: number) =>
  new CsvError(
    'invalid-position',
    `expected a position in this input, which has ${size} bytes, got offset ${offset}: it was of another input, or this one has been cut since`,
  );

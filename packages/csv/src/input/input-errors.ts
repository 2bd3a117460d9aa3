import { CsvError } from '../errors.ts';

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

export const noContent = (url: URL, { status, statusText }: Response) =>
  new CsvError('unreadable-input', `${url} answered ${status} ${statusText}`);

export const noPosition = (position: unknown) =>
  new CsvError('invalid-position', `expected a position of an earlier run, got ${JSON.stringify(position)}`);

export const beyondEnd = (size: number, offset: number) =>
  new CsvError(
    'invalid-position',
    `expected a position in this input, which has ${size} bytes, got offset ${offset}: it was of another input, or this one has been cut since`,
  );

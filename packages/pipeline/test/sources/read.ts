import type { RecordBatch } from '@pipe/records';
import type { Position, Source, StreamOptions, UnreadableInput } from '../../src/index.ts';

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly position?: Position;
  readonly deadLetter?: StreamOptions['deadLetter'];
}

/** What came out of a source: the values of each batch, the position after each, what was set aside, how it ended. */
export interface Read {
  readonly batches: unknown[][];
  readonly positions: (Position | undefined)[];
  readonly letters: UnreadableInput[];
  failure: unknown;
}

export function streamOf(source: Source, { signal, position, deadLetter }: ReadOptions = {}) {
  const stream = source.stream({
    signal: signal ?? new AbortController().signal,
    deadLetter: deadLetter ?? (() => {}),
    ...(position === undefined ? {} : { position }),
  });
  return stream[Symbol.asyncIterator]();
}

/** The values of a batch's records. */
export function valuesIn(batch: RecordBatch): unknown[] {
  return batch.toRows().map((row) => row.value);
}

/** Reads a source to its end, or to its failure. */
export async function readAll(source: Source, options: ReadOptions = {}): Promise<Read> {
  const read: Read = { batches: [], positions: [], letters: [], failure: undefined };
  const deadLetter = (letter: UnreadableInput) => void read.letters.push(letter);
  const iterator = streamOf(source, { deadLetter, ...options });
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      read.batches.push(valuesIn(next.value));
      read.positions.push(source.position?.());
    }
  } catch (failure) {
    read.failure = failure;
  }
  return read;
}

import { isDevelopment } from '#checks';

/** Row numbers of a batch, ascending. Two bytes each while the batch is small enough. */
export type RowNumbers = Uint16Array | Uint32Array;

/** Batches up to this many rows number them in two bytes. */
const mostShortRows = 65_536;

const mostIdle = 16;
const idle: RowNumbers[] = [];

/** Room for the row numbers of a batch of `capacity` rows, with anything in it. */
export function takeRowNumbers(capacity: number): RowNumbers {
  const last = idle.pop();
  if (last !== undefined && last.length === capacity) return last;
  return capacity <= mostShortRows ? new Uint16Array(capacity) : new Uint32Array(capacity);
}

/** Keeps the room for the next batch, if it is of a size that streams have. */
export function giveRowNumbers(rows: RowNumbers): void {
  if (!isDevelopment && rows instanceof Uint16Array && idle.length < mostIdle) idle.push(rows);
}

/** Row numbers of a batch, ascending. Two bytes each while the batch is small enough. */
export type RowNumbers = Uint16Array | Uint32Array;

/** Batches up to this many rows number them in two bytes. */
const mostShortRows = 65_536;

/** Room for the row numbers of a batch of `capacity` rows. */
export function makeRowNumbers(capacity: number, length = capacity): RowNumbers {
  return capacity <= mostShortRows ? new Uint16Array(length) : new Uint32Array(length);
}

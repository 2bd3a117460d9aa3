import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';

/** The most rows that two bytes can number. */
const mostShort = 65_536;

let ascending: RowNumbers = new Uint16Array(0);

/**
 * The numbers of the rows in play, ascending; there may be more elements than rows.
 *
 * An array also where all rows are in play, so that one loop serves both cases: reading the next number from memory
 * costs less than asking, for each row, whether there is a selection.
 */
export function rowsInPlay({ selection, length }: AnyBatch): RowNumbers {
  if (selection) return selection;
  if (ascending.length < length) ascending = ascendingNumbers(length);
  return ascending;
}

/** Room for the numbers of so many rows, in the kind of array that batches of that size number them in. */
export function rowNumbers(rows: number): RowNumbers {
  return rows <= mostShort ? new Uint16Array(rows) : new Uint32Array(rows);
}

/** The whole numbers from `start` up to, but not, `end`. */
export function numbersFrom(start: number, end: number): Uint32Array {
  const numbers = new Uint32Array(end - start);
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = start + i;
  return numbers;
}

function ascendingNumbers(least: number): RowNumbers {
  const size = 2 ** Math.ceil(Math.log2(Math.max(least, 2_048)));
  const numbers = rowNumbers(size);
  for (let row = 0; row < size; row += 1) numbers[row] = row;
  return numbers;
}

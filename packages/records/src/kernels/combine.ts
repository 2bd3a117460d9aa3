import type { RowNumbers } from '../internal/batches/row-numbers.ts';

/*
 * Sets of rows as ascending row numbers. Each writes its result to `into`, which is none of the operands, and returns
 * how many rows it has.
 */

/** Rows in both. */
export function and(left: RowNumbers, right: RowNumbers, into: RowNumbers): number {
  let count = 0;
  let other = 0;
  for (let index = 0; index < left.length && other < right.length; index++) {
    while (other < right.length && right[other] < left[index]) other += 1;
    if (other < right.length && right[other] === left[index]) into[count++] = left[index];
  }
  return count;
}

/** Rows in either. */
export function or(left: RowNumbers, right: RowNumbers, into: RowNumbers): number {
  let count = 0;
  let other = 0;
  for (let index = 0; index < left.length; index++) {
    while (other < right.length && right[other] < left[index]) into[count++] = right[other++];
    if (other < right.length && right[other] === left[index]) other += 1;
    into[count++] = left[index];
  }
  while (other < right.length) into[count++] = right[other++];
  return count;
}

/** Those of the first `length` rows that are not in `rows`. */
export function not(rows: RowNumbers, length: number, into: RowNumbers): number {
  let count = 0;
  let next = 0;
  for (let row = 0; row < length; row++) {
    if (next < rows.length && rows[next] === row) next += 1;
    else into[count++] = row;
  }
  return count;
}

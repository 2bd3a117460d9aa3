import type { RowNumbers } from '../internal/batches/row-numbers.ts';
import { bitAt } from '../internal/columns/bitmap.ts';
import { type NumericColumn, rowCount, type Selection, toFloat64, validityOf } from './operand.ts';

/*
 * Each looks at the rows in play that are not null; of none it is undefined. NaN counts as a number: with it, sum, mean,
 * variance and extremes are NaN.
 */

/** How many rows have a value. */
export function count(column: NumericColumn, selection: Selection): number {
  const rows = selection?.length ?? rowCount(column);
  const validity = validityOf(column);
  if (validity === undefined) return rows;
  let valid = 0;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    valid += (validity[row >>> 3] >>> (row & 7)) & 1;
  }
  return valid;
}

/** The values added up, in the order of rows. */
export function sum(column: NumericColumn, selection: Selection): number | undefined {
  const rows = selection?.length ?? rowCount(column);
  const values = toFloat64(column);
  const validity = validityOf(column);
  if (validity !== undefined) return sumValid(values, validity, selection, rows);
  if (rows === 0) return undefined;
  return selection === undefined ? sumAll(values, rows) : sumSelected(values, selection, rows);
}

/** The arithmetic mean of the rows in play, nulls apart; undefined when there is none. */
export function mean(column: NumericColumn, selection: Selection): number | undefined {
  const total = sum(column, selection);
  return total === undefined ? undefined : total / count(column, selection);
}

/** The least value of the rows in play, nulls apart, NaN when one is NaN; undefined when there is none. */
export function min(column: NumericColumn, selection: Selection): number | undefined {
  const rows = selection?.length ?? rowCount(column);
  const values = toFloat64(column);
  const validity = validityOf(column);
  let least: number | undefined;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (validity !== undefined && !bitAt(validity, row)) continue;
    least = least === undefined ? values[row] : Math.min(least, values[row]);
  }
  return least;
}

/** The greatest value of the rows in play, nulls apart, NaN when one is NaN; undefined when there is none. */
export function max(column: NumericColumn, selection: Selection): number | undefined {
  const rows = selection?.length ?? rowCount(column);
  const values = toFloat64(column);
  const validity = validityOf(column);
  let greatest: number | undefined;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (validity !== undefined && !bitAt(validity, row)) continue;
    greatest = greatest === undefined ? values[row] : Math.max(greatest, values[row]);
  }
  return greatest;
}

/**
 * The sample variance (over n - 1); undefined of fewer than two values.
 *
 * Welford's method, Technometrics 4(3), 1962: exact where squares of large values would cancel.
 */
export function variance(column: NumericColumn, selection: Selection): number | undefined {
  const rows = selection?.length ?? rowCount(column);
  const values = toFloat64(column);
  const validity = validityOf(column);
  let seen = 0;
  let average = 0;
  let squares = 0;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (validity !== undefined && !bitAt(validity, row)) continue;
    seen += 1;
    const distance = values[row] - average;
    average += distance / seen;
    squares += distance * (values[row] - average);
  }
  return seen < 2 ? undefined : squares / (seen - 1);
}

function sumAll(values: Float64Array, rows: number): number {
  let total = 0;
  for (let row = 0; row < rows; row++) total += values[row];
  return total;
}

function sumSelected(values: Float64Array, selection: RowNumbers, rows: number): number {
  let total = 0;
  for (let index = 0; index < rows; index++) total += values[selection[index]];
  return total;
}

function sumValid(
  values: Float64Array,
  validity: Uint8Array,
  selection: Selection,
  rows: number,
): number | undefined {
  let total = 0;
  let any = false;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (!bitAt(validity, row)) continue;
    total += values[row];
    any = true;
  }
  return any ? total : undefined;
}

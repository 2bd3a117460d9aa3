import type { RowNumbers } from '../internal/batches/row-numbers.ts';
import { bitAt } from '../internal/columns/bitmap.ts';
import { type NumericColumn, rowCount, type Selection, toFloat64, validityOf } from './operand.ts';

/*
 * Each writes the numbers of the rows that pass to `into`, ascending, and returns how many they are:
 * `batch.narrow(rows, greaterThan(batch.column('value'), 80, batch.selection, rows))`. A null never passes.
 *
 * All but `notEqualTo` are one kernel, for the numbers from `low` to `high`: no float64 lies between a limit and its
 * neighbour, so a strict limit is the neighbour included.
 */

/** Rows whose value is greater than `limit`. */
export function greaterThan(
  column: NumericColumn,
  limit: number,
  selection: Selection,
  into: RowNumbers,
): number {
  return limit === Number.POSITIVE_INFINITY
    ? 0
    : between(column, above(limit), Number.POSITIVE_INFINITY, selection, into);
}

/** Rows whose value is `limit` or greater. */
export function atLeast(
  column: NumericColumn,
  limit: number,
  selection: Selection,
  into: RowNumbers,
): number {
  return between(column, limit, Number.POSITIVE_INFINITY, selection, into);
}

/** Rows whose value is less than `limit`. */
export function lessThan(
  column: NumericColumn,
  limit: number,
  selection: Selection,
  into: RowNumbers,
): number {
  return limit === Number.NEGATIVE_INFINITY
    ? 0
    : between(column, Number.NEGATIVE_INFINITY, -above(-limit), selection, into);
}

/** Rows whose value is `limit` or less. */
export function atMost(column: NumericColumn, limit: number, selection: Selection, into: RowNumbers): number {
  return between(column, Number.NEGATIVE_INFINITY, limit, selection, into);
}

/** Rows whose value is `value`; 0 and -0 are one, and nothing equals NaN. */
export function equalTo(
  column: NumericColumn,
  value: number,
  selection: Selection,
  into: RowNumbers,
): number {
  return between(column, value, value, selection, into);
}

/** Rows whose value is not `value`; NaN differs from everything. */
export function notEqualTo(
  column: NumericColumn,
  value: number,
  selection: Selection,
  into: RowNumbers,
): number {
  const values = toFloat64(column);
  const validity = validityOf(column);
  const rows = selection?.length ?? rowCount(column);
  let count = 0;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    if (values[row] !== value && (validity === undefined || bitAt(validity, row))) into[count++] = row;
  }
  return count;
}

/** Rows whose value lies from `low` to `high`, both included. */
export function between(
  column: NumericColumn,
  low: number,
  high: number,
  selection: Selection,
  into: RowNumbers,
): number {
  const values = toFloat64(column);
  const validity = validityOf(column);
  if (validity !== undefined)
    return betweenValid(values, validity, rowCount(column), low, high, selection, into);
  if (selection !== undefined) return betweenSelected(values, low, high, selection, into);
  return betweenAll(values, rowCount(column), low, high, into);
}

/* A row number is written always and counted only when its row passes: nothing for the processor to mispredict. */

function betweenAll(values: Float64Array, rows: number, low: number, high: number, into: RowNumbers): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    into[count] = row;
    count += Number(values[row] >= low) & Number(values[row] <= high);
  }
  return count;
}

function betweenSelected(
  values: Float64Array,
  low: number,
  high: number,
  selection: RowNumbers,
  into: RowNumbers,
): number {
  let count = 0;
  for (let index = 0; index < selection.length; index++) {
    const row = selection[index];
    into[count] = row;
    count += Number(values[row] >= low) & Number(values[row] <= high);
  }
  return count;
}

function betweenValid(
  values: Float64Array,
  validity: Uint8Array,
  length: number,
  low: number,
  high: number,
  selection: Selection,
  into: RowNumbers,
): number {
  const rows = selection?.length ?? length;
  let count = 0;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    const valid = (validity[row >>> 3] >>> (row & 7)) & 1;
    into[count] = row;
    count += valid & Number(values[row] >= low) & Number(values[row] <= high);
  }
  return count;
}

const double = new Float64Array(1);
const bits = new BigInt64Array(double.buffer);

/** The least float64 greater than a number; of NaN, NaN. */
function above(limit: number): number {
  if (limit === 0) return Number.MIN_VALUE;
  double[0] = limit;
  // Ordered as integers, float64 are in order of size, and so is each after the one nearer to zero.
  bits[0] += limit > 0 ? 1n : -1n;
  return Number.isNaN(limit) ? limit : double[0];
}

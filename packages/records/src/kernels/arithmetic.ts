import { bitAt } from '../internal/columns/bitmap.ts';
import type { WritableColumn } from '../types.ts';
import { type NumericColumn, repeated, rowCount, type Selection, toFloat64, validityOf } from './operand.ts';

/** Where results go: `batch.writable(name)` of a float field. */
export type FloatTarget = WritableColumn<'float64'> | WritableColumn<'float32'>;

/** One number for all rows, or one for each. */
export type Operand = number | NumericColumn;

/*
 * Each computes `left` with `right` for the rows in play and writes to the same rows of `into`; other rows stay as they
 * are. Where an operand is null so is the result, for which the target has to be nullable.
 */

/** left + right */
export function add(left: NumericColumn, right: Operand, selection: Selection, into: FloatTarget): void {
  const [a, b, rows] = prepare(left, right, selection, into);
  const { values } = into;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    values[row] = a[row] + b[row];
  }
}

/** left - right */
export function subtract(left: NumericColumn, right: Operand, selection: Selection, into: FloatTarget): void {
  const [a, b, rows] = prepare(left, right, selection, into);
  const { values } = into;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    values[row] = a[row] - b[row];
  }
}

/** left × right */
export function multiply(left: NumericColumn, right: Operand, selection: Selection, into: FloatTarget): void {
  const [a, b, rows] = prepare(left, right, selection, into);
  const { values } = into;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    values[row] = a[row] * b[row];
  }
}

/** left ÷ right; by zero as JavaScript does. */
export function divide(left: NumericColumn, right: Operand, selection: Selection, into: FloatTarget): void {
  const [a, b, rows] = prepare(left, right, selection, into);
  const { values } = into;
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    values[row] = a[row] / b[row];
  }
}

/** Both operands as float64, and over how many rows to loop; the target's validity is set on the way. */
function prepare(
  left: NumericColumn,
  right: Operand,
  selection: Selection,
  into: FloatTarget,
): [Float64Array, Float64Array, number] {
  const length = rowCount(left);
  const rows = selection?.length ?? length;
  const isConstant = typeof right === 'number';
  markNulls(validityOf(left), isConstant ? undefined : validityOf(right), selection, rows, into);
  return [toFloat64(left, 0), isConstant ? repeated(right, length) : toFloat64(right, 1), rows];
}

function markNulls(
  left: Uint8Array | undefined,
  right: Uint8Array | undefined,
  selection: Selection,
  rows: number,
  into: FloatTarget,
): void {
  if (left === undefined && right === undefined && selection === undefined) {
    into.setAllValid();
    return;
  }
  for (let index = 0; index < rows; index++) {
    const row = selection === undefined ? index : selection[index];
    const isNull = (left !== undefined && !bitAt(left, row)) || (right !== undefined && !bitAt(right, row));
    if (isNull) into.setNull(row);
    else into.setValid(row);
  }
}

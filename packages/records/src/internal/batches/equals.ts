import type { Column } from '../columns/column.ts';
import { readValue } from '../columns/value.ts';
import type { BatchState } from './batch-state.ts';

/** Whether two batches have the same fields and, in play, the same rows: NaN equals NaN, and 0 differs from -0. */
export function equals(left: BatchState, right: BatchState): boolean {
  if (left.type.schemaHash !== right.type.schemaHash || left.selected !== right.selected) return false;
  return left.columns.every((column, position) => sameColumn(left, column, right, right.columns[position]));
}

function sameColumn(left: BatchState, leftColumn: Column, right: BatchState, rightColumn: Column): boolean {
  for (let index = 0; index < left.selected; index++) {
    const a = readValue(leftColumn, left.rowAt(index));
    const b = readValue(rightColumn, right.rowAt(index));
    if (!Object.is(a, b) && !sameBytes(a, b)) return false;
  }
  return true;
}

function sameBytes(left: unknown, right: unknown): boolean {
  if (!(left instanceof Uint8Array && right instanceof Uint8Array)) return false;
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

import type { BatchState } from '../internal/batches/batch-state.ts';
import type { Column } from '../internal/columns/column.ts';
import { readValue } from '../internal/columns/value.ts';
import { type RecordBatch, stateOf } from '../record-batch.ts';

/** Whether two batches have the same fields and, in play, the same rows: NaN equals NaN, and 0 does not equal -0. */
export function equals(left: RecordBatch, right: RecordBatch): boolean {
  const [a, b] = [stateOf(left), stateOf(right)];
  if (a.type.schemaHash !== b.type.schemaHash || a.selected !== b.selected) return false;
  return a.columns.every((column, position) => sameColumn(a, column, b, b.columns[position]));
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

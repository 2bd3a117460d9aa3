import type { Fields } from '../field.ts';
import { gatherOrigin } from '../internal/batches/compact.ts';
import { positionOf } from '../internal/batches/position-of.ts';
import type { Column } from '../internal/columns/column.ts';
import { readValue } from '../internal/columns/value.ts';
import { type RecordBatch, stateOf } from '../record-batch.ts';

/**
 * Puts the rows in play into the order of a field's values and forgets the others; the batch's `origin` says where they
 * were. NaN comes last but for null, in both directions; equal rows keep their order. Text is ordered by its code units.
 */
export function sort<F extends Fields>(
  batch: RecordBatch<F>,
  name: keyof F & string,
  { descending = false }: { readonly descending?: boolean } = {},
): RecordBatch<F> {
  const state = stateOf(batch as unknown as RecordBatch);
  const rows = Uint32Array.from(state.selection ?? { length: state.length }, (row, index) => row ?? index);
  rows.sort(compareRows(state.columns[positionOf(state, name)], state.length, descending ? -1 : 1));
  const origin = gatherOrigin(state.origin, rows);
  state.rebuild(state.capacity, rows.length, rows);
  state.setLength(rows.length);
  state.origin = origin;
  return batch;
}

function compareRows(
  column: Column,
  length: number,
  direction: 1 | -1,
): (left: number, right: number) => number {
  const keys = Array.from({ length }, (_, row) => sortKey(column, row));
  return (left, right) => {
    const a = keys[left];
    const b = keys[right];
    const missing = missingRank(a) - missingRank(b);
    if (missing !== 0 || missingRank(a) > 0) return missing;
    return a === b ? 0 : (a as number) < (b as number) ? -direction : direction;
  };
}

/** Something `<` orders; bytes as text of their values. */
function sortKey(column: Column, row: number): unknown {
  const value = readValue(column, row);
  if (!(value instanceof Uint8Array)) return value;
  return Array.from(value, (byte) => String.fromCharCode(byte)).join('');
}

function missingRank(key: unknown): number {
  if (key === null) return 2;
  return Number.isNaN(key) ? 1 : 0;
}

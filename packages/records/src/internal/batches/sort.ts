import type { Column } from '../columns/column.ts';
import { readValue } from '../columns/value.ts';
import type { BatchState } from './batch-state.ts';
import { gatherOrigin } from './compact.ts';

type Compare = (left: number, right: number) => number;

/** Puts the rows in play into the order of a field, and forgets the others. */
export function sort(state: BatchState, position: number, descending: boolean): void {
  const rows =
    state.selection === undefined
      ? Uint32Array.from({ length: state.length }, (_, row) => row)
      : Uint32Array.from(state.selection);
  rows.sort(compareRows(state.columns[position], state.length, descending ? -1 : 1));
  const origin = gatherOrigin(state.origin, rows);
  state.rebuild(state.capacity, rows.length, rows);
  state.setLength(rows.length);
  state.origin = origin;
}

/** Values in order, then those that have none: NaN, then null. Equal rows stay in the order they had. */
function compareRows(column: Column, length: number, direction: 1 | -1): Compare {
  const keys = Array.from({ length }, (_, row) => sortKey(column, row));
  return (left, right) => {
    const a = keys[left];
    const b = keys[right];
    const missing = missingRank(a) - missingRank(b);
    if (missing !== 0 || missingRank(a) > 0) return missing;
    return a === b ? 0 : (a as number) < (b as number) ? -direction : direction;
  };
}

/** Something `<` orders: text by its UTF-16 code units, bytes as text of their values. */
function sortKey(column: Column, row: number): unknown {
  const value = readValue(column, row);
  return value instanceof Uint8Array
    ? Array.from(value, (byte) => String.fromCharCode(byte)).join('')
    : value;
}

function missingRank(key: unknown): number {
  if (key === null) return 2;
  return Number.isNaN(key) ? 1 : 0;
}

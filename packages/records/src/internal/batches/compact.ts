import type { BatchState } from './batch-state.ts';
import type { RowNumbers } from './row-numbers.ts';

/** Moves the rows in play to the front and forgets the others; columns nobody else reads keep their memory. */
export function compact(state: BatchState): void {
  const rows = state.selection;
  if (rows === undefined) return;
  const origin = gatherOrigin(state.origin, rows);
  for (const [position, column] of state.columns.entries()) {
    if (column.isShared) state.replaceColumn(position, rows.length, rows);
    else column.copyFrom(column, rows.length, rows);
  }
  state.setLength(rows.length);
  state.origin = origin;
}

/** Where rows were in the batch as the source made it. */
export function gatherOrigin(origin: Uint32Array | undefined, rows: RowNumbers): Uint32Array {
  if (origin === undefined) return Uint32Array.from(rows);
  return Uint32Array.from(rows, (row) => origin[row]);
}

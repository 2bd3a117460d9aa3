import type { Fields } from '../field.ts';
import { BatchState } from '../internal/batches/batch-state.ts';
import { type RowNumbers, takeRowNumbers } from '../internal/batches/row-numbers.ts';
import { sliceColumn } from '../internal/columns/slice-column.ts';
import { batchOf, type RecordBatch, stateOf } from '../record-batch.ts';

/**
 * The rows in play from `start` to `end`, counted as by `Array.prototype.slice`, as a batch over the same columns, which
 * are copied when one of the two writes. Only the bits of a validity bitmap may have to be moved.
 */
export function slice<F extends Fields>(
  batch: RecordBatch<F>,
  start = 0,
  end = batch.selected,
): RecordBatch<F> {
  const state = stateOf(batch as unknown as RecordBatch);
  const from = clamp(start, state.selected);
  const to = Math.max(from, clamp(end, state.selected));
  const first = from === to ? 0 : state.rowAt(from);
  const behind = from === to ? 0 : state.rowAt(to - 1) + 1;
  const columns = state.columns.map((column) => sliceColumn(column, first, behind));
  const part = new BatchState(state.type, columns, behind - first, state.isSharedMemory);
  part.setLength(behind - first);
  part.origin = sliceOrigin(state.origin, first, behind);
  if (state.rows !== undefined) selectPart(part, state.rows.subarray(from, to), first);
  part.mayBeShared = true;
  state.mayBeShared = true;
  return batchOf(part) as unknown as RecordBatch<F>;
}

function clamp(index: number, length: number): number {
  const whole = Math.trunc(index);
  return whole < 0 ? Math.max(0, length + whole) : Math.min(whole, length);
}

function sliceOrigin(
  origin: Uint32Array | undefined,
  first: number,
  behind: number,
): Uint32Array | undefined {
  if (origin !== undefined) return origin.slice(first, behind);
  return first === 0 ? undefined : Uint32Array.from({ length: behind - first }, (_, row) => first + row);
}

function selectPart(part: BatchState, rows: RowNumbers, first: number): void {
  if (rows.length === part.length) return;
  const own = takeRowNumbers(part.capacity);
  for (let index = 0; index < rows.length; index++) own[index] = rows[index] - first;
  part.setRows(own, rows.length);
}

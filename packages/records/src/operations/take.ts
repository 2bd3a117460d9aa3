import { RecordError } from '../errors.ts';
import type { Fields } from '../field.ts';
import { BatchState } from '../internal/batches/batch-state.ts';
import { gatherOrigin } from '../internal/batches/compact.ts';
import type { RowNumbers } from '../internal/batches/row-numbers.ts';
import { batchOf, type RecordBatch, stateOf } from '../record-batch.ts';

/**
 * Copies of the named rows, in that order, in a batch of their own that has the same dictionaries. Rows are given by their
 * physical numbers, whether in play or not, and may come more than once; the batch itself stays as it is.
 *
 * @throws RecordError `out-of-range` when there is no such row.
 */
export function take<F extends Fields>(batch: RecordBatch<F>, rows: RowNumbers): RecordBatch<F> {
  const state = stateOf(batch as unknown as RecordBatch);
  const beyond = firstBeyond(rows, state.length);
  if (beyond < rows.length) {
    throw new RecordError('out-of-range', `take: expected rows below ${state.length}, got ${rows[beyond]}`);
  }
  const columns = state.core.layout.acquire(rows.length, state.isSharedMemory).slice();
  for (const [position, column] of columns.entries()) {
    column.copyFrom(state.columns[position], rows.length, rows);
  }
  const taken = new BatchState(state.type, columns, rows.length, state.isSharedMemory);
  taken.setLength(rows.length);
  taken.origin = gatherOrigin(state.origin, rows);
  return batchOf(taken) as unknown as RecordBatch<F>;
}

/** Which is the first of the rows that there is not; as many as there are if there are all. */
function firstBeyond(rows: RowNumbers, length: number): number {
  let index = 0;
  while (index < rows.length && rows[index] < length) index += 1;
  return index;
}

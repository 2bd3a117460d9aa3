import { RowReader as Reader } from '#row-reader';
import type { Fields } from '../field.ts';
import { type RecordBatch, stateOf } from '../record-batch.ts';
import type { RowView } from '../types.ts';

/** Reads rows of one batch; see {@link rowReader}. */
export interface RowReader<F extends Fields> {
  /** The view, moved to a row that the batch has; good until it is moved on. */
  view(row: number): RowView<F>;
  /** Says that no row is read any more. In development the last view then throws, as those before it do. */
  end(): void;
}

/**
 * Reads rows by their physical numbers, whether in play or not, through one view that is used again: what a loop over the
 * batch hands out, for loops that have to know which row they are at. It allocates nothing for a row.
 *
 * ```ts
 * const reader = rowReader(batch);
 * const { values } = batch.writable('fahrenheit');
 * for (let row = 0; row < batch.length; row += 1) values[row] = reader.view(row).celsius * 1.8 + 32;
 * reader.end();
 * ```
 */
export function rowReader<F extends Fields>(batch: RecordBatch<F>): RowReader<F> {
  return new Reader(stateOf(batch as unknown as RecordBatch)) as unknown as RowReader<F>;
}

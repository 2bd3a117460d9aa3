import { RowReader as Reader } from '#row-reader';
import type { Fields } from '../field.ts';
import { type RecordBatch, stateOf } from '../record-batch.ts';
import type { RowView } from '../types.ts';

/** Reads rows of one batch; see {@link rowReader}. */
export interface RowReader<F extends Fields> {
  /**
   * The view, moved to a row; good until it is moved on.
   *
   * @throws RecordError in development, when the batch has no such row.
   */
  view(row: number): RowView<F>;
  /** Says that no row is read any more. In development the last view then throws, as those before it do. */
  end(): void;
}

/**
 * Reads rows by their physical numbers, whether in play or not, through one view that is used again: what a loop over the
 * batch hands out, for loops that have to know which row they are at. It allocates nothing for a row.
 */
export function rowReader<F extends Fields>(batch: RecordBatch<F>): RowReader<F> {
  return new Reader(stateOf(batch as unknown as RecordBatch)) as unknown as RowReader<F>;
}

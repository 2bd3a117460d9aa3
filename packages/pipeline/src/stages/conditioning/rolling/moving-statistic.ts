import type { RowNumbers } from '@pipe/records';

/** The statistics that a window of numbers can be summed up in. */
export type RollingStatistic = 'mean' | 'sum' | 'min' | 'max' | 'deviation' | 'quantile';

/** The numbers of a batch, each with the slot of its key. */
export interface Lane {
  /** By row. */
  readonly values: Float64Array;
  readonly rows: RowNumbers;
  readonly count: number;
  /** For each of the rows; `~slot` where the key starts anew. */
  readonly slots: Int32Array;
  /** Slots are below this number. */
  readonly slotCount: number;
  /** By row, where windows are of time. */
  readonly times: Float64Array | undefined;
}

import type { RowNumbers } from '@pipe/records';
import type { NumberColumn } from '../../../internal/added-field.ts';

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

/** A statistic over the last numbers of each of many keys. */
export interface MovingStatistic {
  /** Takes the numbers in, in order, and writes for each row the statistic of the window that ends with it, or null. */
  run(lane: Lane, out: NumberColumn): void;
  snapshot(slotCount: number): unknown;
  restore(state: never): void;
}

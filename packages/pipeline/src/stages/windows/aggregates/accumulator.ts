import type { ResultColumn } from './result-column.ts';

/** Values of a field, side by side, each with its time and the pane that it belongs to. */
export interface AccumulatorLane {
  readonly values: Float64Array;
  readonly times: Float64Array;
  readonly panes: Int32Array;
  /** Those from the `from`-th up to, but not, the `to`-th are to be taken in. */
  readonly from: number;
  readonly to: number;
}

/**
 * A number of each of many panes, which are numbered from 0: what is known of a pane lies in arrays, so that taking a value
 * in allocates nothing.
 */
export interface PaneNumber {
  /** Makes room for panes below this number. */
  reserve(panes: number): void;
  /** The pane has no values, whatever it had before. */
  begin(pane: number): void;
  /**
   * Takes all values of other panes in, one after the other: each is of later times than those before. A pane may have none;
   * the others stay as they are.
   */
  join(pane: number, others: readonly number[]): void;
  /** Writes what panes come to, each of which has had values, into a column from the row `at` on. */
  write(panes: readonly number[], column: ResultColumn, at: number): void;
  /** The state of panes below this number, as plain data. */
  snapshot(panes: number): unknown;
  restore(state: never): void;
}

/** An aggregate of the values of a field. */
export interface Accumulator extends PaneNumber {
  /** Takes values in, in the order in which they came. */
  add(lane: AccumulatorLane): void;
}

import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';

/** The least of the values, or the greatest; NaN when one of them is NaN. */
export class Extreme implements Accumulator {
  /** +1 for the greatest, −1 for the least, whose opposites are kept: one loop serves both. */
  readonly #sign: number;
  readonly #extremes = new SlotArray(Float64Array);

  constructor(isGreatest: boolean) {
    this.#sign = isGreatest ? 1 : -1;
  }

  reserve(panes: number): void {
    this.#extremes.reserve(panes);
  }

  begin(pane: number): void {
    this.#extremes.values[pane] = Number.NEGATIVE_INFINITY;
  }

  add({ values, panes, from, to }: AccumulatorLane): void {
    raise(values, panes, this.#extremes.values, this.#sign, from, to);
  }

  join(pane: number, others: readonly number[]): void {
    const extremes = this.#extremes.values;
    for (const other of others) extremes[pane] = Math.max(extremes[pane], extremes[other]);
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    const extremes = this.#extremes.values;
    for (let i = 0; i < panes.length; i += 1) values[at + i] = extremes[panes[i]] * this.#sign;
  }

  snapshot(panes: number): Float64Array<ArrayBuffer> {
    return this.#extremes.snapshot(panes);
  }

  restore(extremes: Float64Array<ArrayBuffer>): void {
    this.#extremes.restore(extremes);
  }
}

function raise(
  values: Float64Array,
  panes: Int32Array,
  extremes: Float64Array,
  sign: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) {
    const pane = panes[i];
    const value = values[i] * sign;
    // Few are beyond all before them: a branch costs less than Math.max. No number is beyond NaN.
    if (value > extremes[pane] || Number.isNaN(value)) extremes[pane] = value;
  }
}

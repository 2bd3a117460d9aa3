import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';

/** Of a pane: the first value, how many there are, their mean less the first, the sum of squared distances from it. */
const width = 4;

/**
 * The sample standard deviation of the values (divided by n − 1); null of fewer than two.
 *
 * Values are taken in by Welford's formula, panes joined by that of Chan, Golub and LeVeque; what is reckoned with is the
 * distance from the first value, which has all its digits also on a large offset.
 */
export class Deviation implements Accumulator {
  readonly #state = new SlotArray(Float64Array, width);

  reserve(panes: number): void {
    this.#state.reserve(panes);
  }

  begin(pane: number): void {
    this.#state.values.fill(0, pane * width, (pane + 1) * width);
  }

  add({ values, panes, from, to }: AccumulatorLane): void {
    const state = this.#state.values;
    for (let i = from; i < to; i += 1) {
      const at = panes[i] * width;
      const count = state[at + 1] + 1;
      if (count === 1) state[at] = values[i];
      const value = values[i] - state[at];
      const distance = value - state[at + 2];
      const mean = state[at + 2] + distance / count;
      state[at + 1] = count;
      state[at + 2] = mean;
      state[at + 3] += distance * (value - mean);
    }
  }

  join(pane: number, others: readonly number[]): void {
    for (const other of others) this.#joinOne(pane, other);
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    const state = this.#state.values;
    for (let i = 0; i < panes.length; i += 1) {
      const count = state[panes[i] * width + 1];
      if (count < 2) column.setNull(at + i);
      else values[at + i] = Math.sqrt(state[panes[i] * width + 3] / (count - 1));
    }
  }

  snapshot(panes: number): Float64Array<ArrayBuffer> {
    return this.#state.snapshot(panes);
  }

  restore(state: Float64Array<ArrayBuffer>): void {
    this.#state.restore(state);
  }

  #joinOne(pane: number, other: number): void {
    const state = this.#state.values;
    const at = pane * width;
    const from = other * width;
    const added = state[from + 1];
    if (added === 0) return;
    if (state[at + 1] === 0) {
      state.copyWithin(at, from, from + width);
      return;
    }
    const count = state[at + 1] + added;
    const distance = state[from] - state[at] + (state[from + 2] - state[at + 2]);
    state[at + 3] += state[from + 3] + (distance * distance * state[at + 1] * added) / count;
    state[at + 2] += (distance * added) / count;
    state[at + 1] = count;
  }
}

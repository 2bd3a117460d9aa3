import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from '../rolling/moving-statistic.ts';

interface RunningDeviationState {
  readonly counts: Float64Array<ArrayBuffer>;
  readonly means: Float64Array<ArrayBuffer>;
  readonly squares: Float64Array<ArrayBuffer>;
}

/**
 * The distance of each number from the mean of its key so far, in standard deviations so far, itself included in both.
 *
 * By Welford's formula: mean and squared distances are brought up to date, never added up, so a large offset costs no digits.
 */
export class RunningDeviation implements NumberKernel {
  readonly #atLeast: number;
  readonly #counts = new SlotArray(Float64Array);
  readonly #means = new SlotArray(Float64Array);
  /** By slot: the sum of squared distances from the mean. */
  readonly #squares = new SlotArray(Float64Array);

  constructor(atLeast: number) {
    this.#atLeast = atLeast;
  }

  run({ values, rows, count, slots, slotCount }: Lane, results: Float64Array, nulls: RowNumbers): number {
    const atLeast = this.#atLeast;
    const counts = this.#counts.reserve(slotCount);
    const means = this.#means.reserve(slotCount);
    const squares = this.#squares.reserve(slotCount);
    let missing = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const value = values[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        counts[slot] = 0;
        means[slot] = 0;
        squares[slot] = 0;
      }
      // Zero for finite numbers, NaN for all others.
      if (value - value === 0) {
        const seen = counts[slot] + 1;
        const distance = value - means[slot];
        const mean = means[slot] + distance / seen;
        counts[slot] = seen;
        means[slot] = mean;
        squares[slot] += distance * (value - mean);
      }
      const seen = counts[slot];
      const total = squares[slot];
      results[row] = (value - means[slot]) / Math.sqrt(total / (seen - 1));
      nulls[missing] = row;
      if (seen < atLeast || !(total > 0)) missing += 1;
    }
    return missing;
  }

  snapshot(slotCount: number): RunningDeviationState {
    return {
      counts: this.#counts.snapshot(slotCount),
      means: this.#means.snapshot(slotCount),
      squares: this.#squares.snapshot(slotCount),
    };
  }

  restore({ counts, means, squares }: RunningDeviationState): void {
    this.#counts.restore(counts);
    this.#means.restore(means);
    this.#squares.restore(squares);
  }
}

import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from '../rolling/moving-statistic.ts';

/** A span of numbers to map onto. */
export type Span = readonly [low: number, high: number];

interface RunningRangeState {
  readonly counts: Float64Array<ArrayBuffer>;
  readonly mins: Float64Array<ArrayBuffer>;
  readonly maxs: Float64Array<ArrayBuffer>;
}

/** Maps each number from the range of its key so far, itself included, onto a span. */
export class RunningRange implements NumberKernel {
  readonly #atLeast: number;
  readonly #low: number;
  readonly #stretch: number;
  readonly #counts = new SlotArray(Float64Array);
  readonly #mins = new SlotArray(Float64Array);
  readonly #maxs = new SlotArray(Float64Array);

  constructor(atLeast: number, [low, high]: Span) {
    this.#atLeast = atLeast;
    this.#low = low;
    this.#stretch = high - low;
  }

  run({ values, rows, count, slots, slotCount }: Lane, results: Float64Array, nulls: RowNumbers): number {
    const atLeast = this.#atLeast;
    const low = this.#low;
    const stretch = this.#stretch;
    const counts = this.#counts.reserve(slotCount);
    const mins = this.#mins.reserve(slotCount);
    const maxs = this.#maxs.reserve(slotCount);
    let missing = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const value = values[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        counts[slot] = 0;
        mins[slot] = Number.POSITIVE_INFINITY;
        maxs[slot] = Number.NEGATIVE_INFINITY;
      }
      // Zero for finite numbers, NaN for all others.
      if (value - value === 0) {
        counts[slot] += 1;
        if (value < mins[slot]) mins[slot] = value;
        if (value > maxs[slot]) maxs[slot] = value;
      }
      const min = mins[slot];
      const width = maxs[slot] - min;
      results[row] = ((value - min) / width) * stretch + low;
      nulls[missing] = row;
      if (counts[slot] < atLeast || !(width > 0)) missing += 1;
    }
    return missing;
  }

  snapshot(slotCount: number): RunningRangeState {
    return {
      counts: this.#counts.snapshot(slotCount),
      mins: this.#mins.snapshot(slotCount),
      maxs: this.#maxs.snapshot(slotCount),
    };
  }

  restore({ counts, mins, maxs }: RunningRangeState): void {
    this.#counts.restore(counts);
    this.#mins.restore(mins);
    this.#maxs.restore(maxs);
  }
}

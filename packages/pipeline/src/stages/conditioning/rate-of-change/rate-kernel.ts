import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from '../rolling/moving-statistic.ts';

/** What a value below the one before it means. */
export type Decrease = 'negative' | 'restart' | 'null';

interface RateState {
  readonly values: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
}

/** The change of each number since the one before it of the same key, in units of time. */
export class RateKernel implements NumberKernel {
  readonly #unitMs: number;
  readonly #onDecrease: Decrease;
  /** By slot: the latest number, and its time; -Infinity while there is none. */
  readonly #values = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);

  constructor(unitMs: number, onDecrease: Decrease) {
    this.#unitMs = unitMs;
    this.#onDecrease = onDecrease;
  }

  run(
    { values, rows, count, slots, slotCount, times }: Lane,
    results: Float64Array,
    nulls: RowNumbers,
  ): number {
    if (times === undefined) return 0;
    const unitMs = this.#unitMs;
    const isCounter = this.#onDecrease === 'restart';
    const least = this.#onDecrease === 'null' ? 0 : Number.NEGATIVE_INFINITY;
    const lastValues = this.#values.reserve(slotCount);
    const lastTimes = this.#times.reserve(slotCount);
    let missing = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const value = values[row];
      const time = times[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        lastTimes[slot] = Number.NEGATIVE_INFINITY;
      }
      nulls[missing] = row;
      const gap = time - lastTimes[slot];
      if (!(gap > 0)) {
        missing += 1;
        continue;
      }
      const change = value - lastValues[slot];
      lastTimes[slot] = time;
      lastValues[slot] = value;
      // A counter that has begun again at zero has risen by its value since.
      results[row] = ((isCounter && change < 0 ? value : change) * unitMs) / gap;
      if (gap === Number.POSITIVE_INFINITY || change < least) missing += 1;
    }
    return missing;
  }

  snapshot(slotCount: number): RateState {
    return { values: this.#values.snapshot(slotCount), times: this.#times.snapshot(slotCount) };
  }

  restore({ values, times }: RateState): void {
    this.#values.restore(values);
    this.#times.restore(times);
  }
}

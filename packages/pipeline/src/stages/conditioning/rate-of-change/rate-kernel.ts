import type { NumberColumn } from '../../../internal/added-field.ts';
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

  run({ values, rows, count, slots, slotCount, times }: Lane, out: NumberColumn): void {
    if (times === undefined) return;
    const unitMs = this.#unitMs;
    const onlyRises = this.#onDecrease !== 'negative';
    const lastValues = this.#values.reserve(slotCount);
    const lastTimes = this.#times.reserve(slotCount);
    const target = out.values;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const value = values[row];
      const time = times[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        lastTimes[slot] = Number.NEGATIVE_INFINITY;
      }
      const gap = time - lastTimes[slot];
      const change = value - lastValues[slot];
      if (!(gap > 0)) {
        out.setNull(row);
        continue;
      }
      lastTimes[slot] = time;
      lastValues[slot] = value;
      if (gap === Number.POSITIVE_INFINITY) out.setNull(row);
      else if (onlyRises && change < 0) this.#writeDecrease(value / (gap / unitMs), row, out);
      else target[row] = change / (gap / unitMs);
    }
  }

  snapshot(slotCount: number): RateState {
    return { values: this.#values.snapshot(slotCount), times: this.#times.snapshot(slotCount) };
  }

  restore({ values, times }: RateState): void {
    this.#values.restore(values);
    this.#times.restore(times);
  }

  /** A counter has begun again at zero: its value is what it has risen by since. */
  #writeDecrease(sinceZero: number, row: number, out: NumberColumn): void {
    if (this.#onDecrease === 'null') out.setNull(row);
    else out.values[row] = sinceZero;
  }
}

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
    const lastValues = this.#values.reserve(slotCount);
    const lastTimes = this.#times.reserve(slotCount);
    return ratesOf(
      values,
      rows,
      slots,
      times,
      results,
      nulls,
      lastValues,
      lastTimes,
      this.#unitMs,
      this.#onDecrease,
      count,
    );
  }

  snapshot(slotCount: number): RateState {
    return { values: this.#values.snapshot(slotCount), times: this.#times.snapshot(slotCount) };
  }

  restore({ values, times }: RateState): void {
    this.#values.restore(values);
    this.#times.restore(times);
  }
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

/** Takes the numbers in, and writes for each its rate, or its row to `nulls`; returns how many these are. */
function ratesOf(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  times: Float64Array,
  results: Float64Array,
  nulls: RowNumbers,
  lastValues: Float64Array,
  lastTimes: Float64Array,
  unitMs: number,
  onDecrease: Decrease,
  count: number,
): number {
  const least = onDecrease === 'negative' ? Number.NEGATIVE_INFINITY : 0;
  let missing = 0;
  for (let i = 0; i < count; i += 1) {
    i = ratesInOrder(values, rows, slots, times, results, lastValues, lastTimes, unitMs, least, i, count);
    if (i === count) break;
    const row = rows[i];
    const slot = slots[i] < 0 ? ~slots[i] : slots[i];
    if (slots[i] < 0) lastTimes[slot] = Number.NEGATIVE_INFINITY;
    const gap = times[row] - lastTimes[slot];
    if (!(gap > 0)) {
      nulls[missing++] = row;
      continue;
    }
    lastTimes[slot] = times[row];
    lastValues[slot] = values[row];
    // A counter that has begun again at zero has risen by its value since.
    if (gap < Number.POSITIVE_INFINITY && onDecrease === 'restart')
      results[row] = (values[row] * unitMs) / gap;
    else nulls[missing++] = row;
  }
  return missing;
}

/**
 * {@link ratesOf} from the `start`-th number on, up to the first that comes late, begins a key or has fallen by too much;
 * returns which that is. Most numbers do none of these, and a loop without calls keeps its arrays in registers.
 */
function ratesInOrder(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  times: Float64Array,
  results: Float64Array,
  lastValues: Float64Array,
  lastTimes: Float64Array,
  unitMs: number,
  least: number,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const row = rows[i];
    const time = times[row];
    const gap = time - lastTimes[slot];
    if (!(gap > 0 && gap < Number.POSITIVE_INFINITY)) break;
    const value = values[row];
    const change = value - lastValues[slot];
    if (change < least) break;
    lastTimes[slot] = time;
    lastValues[slot] = value;
    results[row] = (change * unitMs) / gap;
  }
  return i;
}

import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from '../rolling/moving-statistic.ts';

/** The average in which each number has the weight `alpha`, and those before it the rest. */
export class EwmaOfRecords implements NumberKernel {
  readonly #alpha: number;
  /** By slot; NaN while there is none. */
  readonly #means = new SlotArray(Float64Array);

  constructor(alpha: number) {
    this.#alpha = alpha;
  }

  run({ values, rows, count, slots, slotCount }: Lane, results: Float64Array): number {
    const means = this.#means.reserve(slotCount);
    averageByRecord(values, rows, slots, results, means, this.#alpha, count);
    return 0;
  }

  snapshot(slotCount: number): Float64Array<ArrayBuffer> {
    return this.#means.snapshot(slotCount);
  }

  restore(means: Float64Array<ArrayBuffer>): void {
    this.#means.restore(means);
  }
}

interface EwmaOfTimeState {
  readonly means: Float64Array<ArrayBuffer>;
  readonly weights: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
}

/**
 * The average in which a number has half the weight of one that is a half-life younger.
 *
 * A number that comes late counts as if it had come in time: it is added with what its weight would be by now.
 */
export class EwmaOfTime implements NumberKernel {
  readonly #decay: number;
  readonly #means = new SlotArray(Float64Array);
  /** By slot: the sum of all weights, that of a number of the latest time being 1; zero while there is none. */
  readonly #weights = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);

  constructor(halfLifeMs: number) {
    this.#decay = -Math.LN2 / halfLifeMs;
  }

  run({ values, rows, count, slots, slotCount, times }: Lane, results: Float64Array): number {
    if (times === undefined) return 0;
    const means = this.#means.reserve(slotCount);
    const weights = this.#weights.reserve(slotCount);
    const latest = this.#times.reserve(slotCount);
    averageByTime(values, rows, slots, times, results, means, weights, latest, this.#decay, count);
    return 0;
  }

  snapshot(slotCount: number): EwmaOfTimeState {
    return {
      means: this.#means.snapshot(slotCount),
      weights: this.#weights.snapshot(slotCount),
      times: this.#times.snapshot(slotCount),
    };
  }

  restore({ means, weights, times }: EwmaOfTimeState): void {
    this.#means.restore(means);
    this.#weights.restore(weights);
    this.#times.restore(times);
  }
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

function averageByRecord(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  results: Float64Array,
  means: Float64Array,
  alpha: number,
  count: number,
): void {
  // Rows ascend: as many as there are values, they are all of them.
  const isAll = count === values.length;
  for (let i = 0; i < count; i += 1) {
    i = isAll
      ? averageAllFinite(values, slots, results, means, alpha, i, count)
      : averageFinite(values, rows, slots, results, means, alpha, i, count);
    if (i === count) break;
    // Either this is the first number of its key, or one that has no weight.
    const row = rows[i];
    const value = values[row];
    const slot = slots[i] < 0 ? ~slots[i] : slots[i];
    if (slots[i] < 0) means[slot] = Number.NaN;
    if (value - value === 0) means[slot] = value;
    results[row] = value;
  }
}

/**
 * {@link averageByRecord} from the `start`-th number on, up to the first that is not finite or whose key has no average yet;
 * returns which that is. Most numbers are neither, and a loop without calls keeps its arrays in registers.
 */
function averageFinite(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  results: Float64Array,
  means: Float64Array,
  alpha: number,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const row = rows[i];
    const mean = means[slot];
    const next = mean + alpha * (values[row] - mean);
    // Zero for finite numbers, NaN for all others.
    if (next - next !== 0) break;
    means[slot] = next;
    results[row] = next;
  }
  return i;
}

/** {@link averageFinite} of every row, without row numbers to read. */
function averageAllFinite(
  values: Float64Array,
  slots: Int32Array,
  results: Float64Array,
  means: Float64Array,
  alpha: number,
  start: number,
  count: number,
): number {
  let row = start;
  for (; row < count; row += 1) {
    const slot = slots[row];
    if (slot < 0) break;
    const mean = means[slot];
    const next = mean + alpha * (values[row] - mean);
    if (next - next !== 0) break;
    means[slot] = next;
    results[row] = next;
  }
  return row;
}

function averageByTime(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  times: Float64Array,
  results: Float64Array,
  means: Float64Array,
  weights: Float64Array,
  latest: Float64Array,
  decay: number,
  count: number,
): void {
  let gap = 0;
  let factor = 1;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    const time = times[row];
    let slot = slots[i];
    if (slot < 0) {
      slot = ~slot;
      weights[slot] = 0;
    }
    // Zero for finite numbers, NaN for all others.
    if (value - value !== 0) {
      results[row] = value;
      continue;
    }
    const before = weights[slot];
    if (before === 0) {
      latest[slot] = time;
      weights[slot] = 1;
      means[slot] = value;
      results[row] = value;
      continue;
    }
    const elapsed = time - latest[slot];
    // Readings mostly come at a regular beat: the same gap again has the same factor.
    if (elapsed !== gap) {
      gap = elapsed;
      factor = Math.exp(decay * (elapsed < 0 ? -elapsed : elapsed));
    }
    const own = elapsed < 0 ? factor : 1;
    const weight = elapsed < 0 ? before + own : before * factor + 1;
    if (elapsed > 0) latest[slot] = time;
    const mean = means[slot];
    const next = mean + (own / weight) * (value - mean);
    weights[slot] = weight;
    means[slot] = next;
    results[row] = next;
  }
}

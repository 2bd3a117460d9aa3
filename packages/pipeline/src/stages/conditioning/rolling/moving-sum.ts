import type { NumberColumn } from '../../../internal/added-field.ts';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { Lane, MovingStatistic } from './moving-statistic.ts';

interface MovingSumState {
  readonly blocks: Float64Array<ArrayBuffer>;
  readonly heads: Float64Array<ArrayBuffer>;
  readonly counts: Int32Array<ArrayBuffer>;
}

/**
 * Sums, or means, of the last `window` numbers of each key, in arrays over all keys.
 *
 * Nothing is ever subtracted, so nothing drifts, and a number that is huge or not finite is gone without trace when it
 * leaves. The numbers of a key are cut into blocks of `window`. While a block fills up, the places that it has not
 * reached yet hold, of the block before, the sum from there to its end: a window's sum is that, and the sum of the new
 * block so far. (The two blocks of van Herk's and of Gil and Werman's running extremes, for sums.)
 */
export class MovingSum implements MovingStatistic {
  readonly #window: number;
  readonly #atLeast: number;
  readonly #isMean: boolean;
  readonly #blocks: SlotArray<Float64Array<ArrayBuffer>>;
  /** By slot: the sum of the block that is filling up. */
  readonly #heads = new SlotArray(Float64Array);
  /** By slot: places filled in the block, and `window` more from the second block on. */
  readonly #counts = new SlotArray(Int32Array);

  constructor(window: number, atLeast: number, isMean: boolean) {
    this.#window = window;
    this.#atLeast = atLeast;
    this.#isMean = isMean;
    this.#blocks = new SlotArray(Float64Array, window);
  }

  run({ values, rows, count, slots, slotCount }: Lane, out: NumberColumn): void {
    const window = this.#window;
    const atLeast = this.#atLeast;
    const isMean = this.#isMean;
    const blocks = this.#blocks.reserve(slotCount);
    const heads = this.#heads.reserve(slotCount);
    const counts = this.#counts.reserve(slotCount);
    const target = out.values;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        this.#begin(slot);
      }
      const value = values[row];
      const filled = counts[slot];
      const place = slot * window + (filled < window ? filled : filled - window);
      blocks[place] = value;
      let sum = heads[slot] + value;
      if (place + 1 === (slot + 1) * window) {
        sum = this.#closeBlock(slot);
        heads[slot] = 0;
        counts[slot] = window;
      } else {
        heads[slot] = sum;
        counts[slot] = filled + 1;
        sum += blocks[place + 1];
      }
      const size = filled < window ? filled + 1 : window;
      if (size < atLeast) out.setNull(row);
      else target[row] = isMean ? sum / size : sum;
    }
  }

  snapshot(slotCount: number): MovingSumState {
    return {
      blocks: this.#blocks.snapshot(slotCount),
      heads: this.#heads.snapshot(slotCount),
      counts: this.#counts.snapshot(slotCount),
    };
  }

  restore({ blocks, heads, counts }: MovingSumState): void {
    this.#blocks.restore(blocks);
    this.#heads.restore(heads);
    this.#counts.restore(counts);
  }

  #begin(slot: number): void {
    this.#blocks.values.fill(0, slot * this.#window, (slot + 1) * this.#window);
    this.#heads.values[slot] = 0;
    this.#counts.values[slot] = 0;
  }

  /** Puts into each place of a full block the sum from there to its end; returns the whole. */
  #closeBlock(slot: number): number {
    const blocks = this.#blocks.values;
    const start = slot * this.#window;
    let sum = 0;
    for (let place = start + this.#window - 1; place >= start; place -= 1) {
      sum += blocks[place];
      blocks[place] = sum;
    }
    return sum;
  }
}

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

  run(lane: Lane, out: NumberColumn): void {
    const { count, slotCount } = lane;
    this.#blocks.reserve(slotCount);
    this.#heads.reserve(slotCount);
    this.#counts.reserve(slotCount);
    for (
      let i = this.#runInBlocks(lane, out.values, 0);
      i < count;
      i = this.#runInBlocks(lane, out.values, i + 1)
    ) {
      this.#add(lane, i, out);
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

  /**
   * Takes in the numbers from the `start`-th on, up to the first that begins, fills up or closes a block; returns which that
   * is. Most numbers do none of these, and a loop without calls is what keeps its arrays in registers.
   */
  #runInBlocks({ values, rows, count, slots }: Lane, target: Float64Array, start: number): number {
    const window = this.#window;
    const divisor = this.#isMean ? window : 1;
    const blocks = this.#blocks.values;
    const heads = this.#heads.values;
    const counts = this.#counts.values;
    const last = window * 2 - 1;
    let i = start;
    for (; i < count; i += 1) {
      const slot = slots[i];
      if (slot < 0) break;
      const filled = counts[slot];
      if (filled < window || filled === last) break;
      const row = rows[i];
      const value = values[row];
      const place = (slot - 1) * window + filled;
      const head = heads[slot] + value;
      blocks[place] = value;
      heads[slot] = head;
      counts[slot] = filled + 1;
      target[row] = (head + blocks[place + 1]) / divisor;
    }
    return i;
  }

  /** Takes in the `i`-th number, whatever it does. */
  #add({ values, rows, slots }: Lane, i: number, out: NumberColumn): void {
    const window = this.#window;
    const blocks = this.#blocks.values;
    const row = rows[i];
    const slot = slots[i] < 0 ? ~slots[i] : slots[i];
    if (slots[i] < 0) this.#begin(slot);
    const filled = this.#counts.values[slot];
    const place = slot * window + (filled < window ? filled : filled - window);
    blocks[place] = values[row];
    let sum = this.#heads.values[slot] + values[row];
    if (place + 1 === (slot + 1) * window) {
      sum = this.#closeBlock(slot);
      this.#heads.values[slot] = 0;
      this.#counts.values[slot] = window;
    } else {
      this.#heads.values[slot] = sum;
      this.#counts.values[slot] = filled + 1;
      sum += blocks[place + 1];
    }
    const size = Math.min(filled + 1, window);
    if (size < this.#atLeast) out.setNull(row);
    else out.values[row] = this.#isMean ? sum / size : sum;
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

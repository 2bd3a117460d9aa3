import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { NumberKernel } from '../number-stage.ts';
import type { Lane } from './moving-statistic.ts';

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
export class MovingSum implements NumberKernel {
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

  run({ values, rows, count, slots, slotCount }: Lane, results: Float64Array, nulls: RowNumbers): number {
    const blocks = this.#blocks.reserve(slotCount);
    const heads = this.#heads.reserve(slotCount);
    const counts = this.#counts.reserve(slotCount);
    return sumInBlocks(
      values,
      rows,
      slots,
      results,
      nulls,
      blocks,
      heads,
      counts,
      this.#window,
      this.#atLeast,
      this.#isMean,
      count,
    );
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
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

/** Takes the numbers in, and writes for each the sum or mean of its window, or its row to `nulls`; returns how many these are. */
function sumInBlocks(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  results: Float64Array,
  nulls: RowNumbers,
  blocks: Float64Array,
  heads: Float64Array,
  counts: Int32Array,
  window: number,
  atLeast: number,
  isMean: boolean,
  count: number,
): number {
  const divisor = isMean ? window : 1;
  // Rows ascend: as many as there are values, they are all of them.
  const isAll = count === values.length;
  let missing = 0;
  for (let i = 0; i < count; i += 1) {
    i = isAll
      ? sumAllInsideBlocks(values, slots, results, blocks, heads, counts, window, divisor, i, count)
      : sumInsideBlocks(values, rows, slots, results, blocks, heads, counts, window, divisor, i, count);
    if (i === count) break;
    const row = rows[i];
    const slot = slots[i] < 0 ? ~slots[i] : slots[i];
    const start = slot * window;
    if (slots[i] < 0) {
      blocks.fill(0, start, start + window);
      heads[slot] = 0;
      counts[slot] = 0;
    }
    const filled = counts[slot];
    const place = start + (filled < window ? filled : filled - window);
    const size = filled < window ? filled + 1 : window;
    let sum = heads[slot] + values[row];
    blocks[place] = values[row];
    if (place + 1 === start + window) {
      sum = closeBlock(blocks, start, place);
      heads[slot] = 0;
      counts[slot] = window;
    } else {
      heads[slot] = sum;
      counts[slot] = filled + 1;
      sum += blocks[place + 1];
    }
    results[row] = isMean ? sum / size : sum;
    if (size < atLeast) nulls[missing++] = row;
  }
  return missing;
}

/**
 * {@link sumInBlocks} from the `start`-th number on, up to the first that begins, fills up or closes a block; returns which
 * that is. Most numbers do none of these, and a loop without calls keeps its arrays in registers.
 */
function sumInsideBlocks(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  results: Float64Array,
  blocks: Float64Array,
  heads: Float64Array,
  counts: Int32Array,
  window: number,
  divisor: number,
  start: number,
  count: number,
): number {
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
    results[row] = (head + blocks[place + 1]) / divisor;
  }
  return i;
}

/** {@link sumInsideBlocks} of every row: without row numbers to read, which is an eighth of the time. */
function sumAllInsideBlocks(
  values: Float64Array,
  slots: Int32Array,
  results: Float64Array,
  blocks: Float64Array,
  heads: Float64Array,
  counts: Int32Array,
  window: number,
  divisor: number,
  start: number,
  count: number,
): number {
  const last = window * 2 - 1;
  let row = start;
  for (; row < count; row += 1) {
    const slot = slots[row];
    if (slot < 0) break;
    const filled = counts[slot];
    if (filled < window || filled === last) break;
    const value = values[row];
    const place = (slot - 1) * window + filled;
    const head = heads[slot] + value;
    blocks[place] = value;
    heads[slot] = head;
    counts[slot] = filled + 1;
    results[row] = (head + blocks[place + 1]) / divisor;
  }
  return row;
}

/** Puts into each place of a full block the sum from there to its end; returns the whole. */
function closeBlock(blocks: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let place = end; place >= start; place -= 1) {
    sum += blocks[place];
    blocks[place] = sum;
  }
  return sum;
}

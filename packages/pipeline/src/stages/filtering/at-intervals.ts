import type { RowNumbers } from '@pipe/records';
import type { CodedSlots } from '../../internal/key-slots.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import type { FilterKernel, KeyedRows } from './keyed-filter.ts';

/** Keeps a row when enough time has passed since the one of its key that was kept last. */
export class AtIntervals implements FilterKernel {
  readonly #intervalMs: number;
  /** By slot: the time of the row kept last. */
  readonly #lastKept = new SlotArray(Float64Array);

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  keep({ rows, count, slots, coded, slotCount, times }: KeyedRows, kept: RowNumbers): number {
    const lastKept = this.#lastKept.reserve(slotCount);
    return coded
      ? keepAllAtIntervals(coded, times, lastKept, this.#intervalMs, count, kept)
      : keepAtIntervals(rows, slots, times, lastKept, this.#intervalMs, count, kept);
  }

  snapshot(slotCount: number): Float64Array {
    return this.#lastKept.snapshot(slotCount);
  }

  restore(lastKept: Float64Array<ArrayBuffer>): void {
    this.#lastKept.restore(lastKept);
  }
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
function keepAtIntervals(
  rows: RowNumbers,
  slots: Int32Array,
  times: Float64Array,
  lastKept: Float64Array,
  intervalMs: number,
  count: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const time = times[row];
    let slot = slots[i];
    if (slot < 0) {
      slot = ~slot;
      lastKept[slot] = Number.NEGATIVE_INFINITY;
    }
    if (time - lastKept[slot] < intervalMs) continue;
    lastKept[slot] = time;
    kept[found] = row;
    found += 1;
  }
  return found;
}

/** {@link keepAtIntervals} of every row: in half the time, without a list of slots. */
function keepAllAtIntervals(
  { codes, slots }: CodedSlots,
  times: Float64Array,
  lastKept: Float64Array,
  intervalMs: number,
  count: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let row = 0; row < count; row += 1) {
    const slot = slots[codes[row] + 1];
    const time = times[row];
    if (time - lastKept[slot] < intervalMs) continue;
    lastKept[slot] = time;
    kept[found] = row;
    found += 1;
  }
  return found;
}

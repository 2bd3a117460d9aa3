import type { RowNumbers } from '@pipe/records';
import type { CodedSlots } from '../../internal/key-slots.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import type { FilterKernel, KeyedRows } from './keyed-filter.ts';

/** Keeps the first of every so many rows of a key. */
export class EveryNth implements FilterKernel {
  readonly #every: number;
  /** By slot: how many rows to leave out before the next that stays. */
  readonly #toSkip = new SlotArray(Float64Array);

  constructor(every: number) {
    this.#every = every;
  }

  keep({ rows, count, slots, coded, slotCount }: KeyedRows, kept: RowNumbers): number {
    const toSkip = this.#toSkip.reserve(slotCount);
    return coded
      ? keepEveryNthOfAll(coded, toSkip, this.#every - 1, count, kept)
      : keepEveryNth(rows, slots, toSkip, this.#every - 1, count, kept);
  }

  snapshot(slotCount: number): Float64Array {
    return this.#toSkip.snapshot(slotCount);
  }

  restore(toSkip: Float64Array<ArrayBuffer>): void {
    this.#toSkip.restore(toSkip);
  }
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
function keepEveryNth(
  rows: RowNumbers,
  slots: Int32Array,
  toSkip: Float64Array,
  between: number,
  count: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    let slot = slots[i];
    if (slot < 0) {
      slot = ~slot;
      toSkip[slot] = 0;
    }
    const left = toSkip[slot];
    if (left > 0) {
      toSkip[slot] = left - 1;
      continue;
    }
    toSkip[slot] = between;
    kept[found] = rows[i];
    found += 1;
  }
  return found;
}

/** {@link keepEveryNth} of every row, without a list of slots. */
function keepEveryNthOfAll(
  { codes, slots }: CodedSlots,
  toSkip: Float64Array,
  between: number,
  count: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let row = 0; row < count; row += 1) {
    const slot = slots[codes[row] + 1];
    const left = toSkip[slot];
    toSkip[slot] = left > 0 ? left - 1 : between;
    if (left > 0) continue;
    kept[found] = row;
    found += 1;
  }
  return found;
}

import type { RowNumbers } from '@pipe/records';
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

  keep({ rows, count, slots, slotCount }: KeyedRows, kept: RowNumbers): number {
    const last = this.#every - 1;
    const toSkip = this.#toSkip.reserve(slotCount);
    let found = 0;
    for (let i = 0; i < count; i += 1) {
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        toSkip[slot] = 0;
      }
      kept[found] = rows[i];
      if (toSkip[slot] === 0) {
        toSkip[slot] = last;
        found += 1;
      } else toSkip[slot] -= 1;
    }
    return found;
  }

  snapshot(slotCount: number): Float64Array {
    return this.#toSkip.snapshot(slotCount);
  }

  restore(toSkip: Float64Array<ArrayBuffer>): void {
    this.#toSkip.restore(toSkip);
  }
}

import type { RowNumbers } from '@pipe/records';
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

  keep({ rows, count, slots, slotCount, times }: KeyedRows, kept: RowNumbers): number {
    const intervalMs = this.#intervalMs;
    const lastKept = this.#lastKept.reserve(slotCount);
    let found = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const time = times[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        lastKept[slot] = Number.NEGATIVE_INFINITY;
      }
      kept[found] = row;
      if (time - lastKept[slot] >= intervalMs) {
        lastKept[slot] = time;
        found += 1;
      }
    }
    return found;
  }

  snapshot(slotCount: number): Float64Array {
    return this.#lastKept.snapshot(slotCount);
  }

  restore(lastKept: Float64Array<ArrayBuffer>): void {
    this.#lastKept.restore(lastKept);
  }
}

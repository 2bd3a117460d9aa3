import type { AnyBatch } from '../../../any-record.ts';
import { RowStore, type RowStoreState } from '../../../internal/row-store.ts';

/**
 * Rows that are kept and sent on in another order than they came in, and how many of the oldest have been sent on with
 * none left before them: that is what an engine needs to know to say what has been taken care of.
 */
export class KeptRows {
  readonly #store = new RowStore();
  /** By row: how many rows have been taken care of once it and all before it have been sent on; -1 - that when it has been. */
  #counts = new Int32Array(0);
  /** All rows before this one have been sent on. */
  #oldest = 0;

  /** Rows have numbers below this one. */
  get size(): number {
    return this.#store.size;
  }

  /** Adds copies of the rows in play. */
  append(batch: AnyBatch): void {
    const start = this.size;
    this.#store.append(batch);
    this.#reserve(this.size);
    this.#counts.fill(1, start, this.size);
  }

  /** Copies of the named rows, in that order. They are not to be asked for again. */
  take(rows: Uint32Array): AnyBatch {
    const counts = this.#counts;
    for (let i = 0; i < rows.length; i += 1) counts[rows[i]] = -1 - counts[rows[i]];
    return this.#store.take(rows);
  }

  /** How many rows have been taken care of since it was last asked. */
  settle(): number {
    let settled = 0;
    while (this.#oldest < this.size && this.#counts[this.#oldest] < 0) {
      settled += -1 - this.#counts[this.#oldest];
      this.#oldest += 1;
    }
    return settled;
  }

  /** Forgets the rows that have been sent on; returns the new number of each other row. Settle before. */
  compact(): Int32Array {
    const { size } = this;
    const numbers = new Int32Array(size).fill(-1);
    const rows = new Uint32Array(size);
    let left = 0;
    for (let row = this.#oldest; row < size; row += 1) {
      const count = this.#counts[row];
      if (count < 0) {
        // Sent on behind one that still waits: taken care of together with it.
        this.#counts[left - 1] += -1 - count;
      } else {
        numbers[row] = left;
        rows[left] = row;
        this.#counts[left] = count;
        left += 1;
      }
    }
    this.#store.keep(rows.subarray(0, left));
    this.#oldest = 0;
    return numbers;
  }

  snapshot(): RowStoreState {
    return this.#store.snapshot();
  }

  /** Rows of a snapshot count as none: no engine was told in this run that they are kept. */
  restore(state: RowStoreState): void {
    this.#store.restore(state);
    this.#counts = new Int32Array(this.size);
  }

  #reserve(rows: number): void {
    if (rows <= this.#counts.length) return;
    const longer = new Int32Array(Math.max(rows, this.#counts.length * 2));
    longer.set(this.#counts);
    this.#counts = longer;
  }
}

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
  /** Room for the new numbers of rows, and for the old numbers of those that are left. */
  #numbers = new Int32Array(0);
  #rows = new Uint32Array(0);

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
    markSent(this.#counts, rows);
    return this.#store.take(rows);
  }

  /** How many rows have been taken care of since it was last asked. */
  settle(): number {
    const before = this.#oldest;
    this.#oldest = firstNotSent(this.#counts, before, this.size);
    return sumOfSent(this.#counts, before, this.#oldest);
  }

  /** Forgets the rows that have been sent on; returns the new number of each other row, good until the next call. Settle before. */
  compact(): Int32Array {
    const { size } = this;
    if (this.#numbers.length < size) this.#numbers = new Int32Array(this.#counts.length);
    if (this.#rows.length < size) this.#rows = new Uint32Array(this.#counts.length);
    const left = leaveOutSent(this.#counts, this.#oldest, size, this.#numbers, this.#rows);
    this.#store.keep(this.#rows.subarray(0, left));
    this.#oldest = 0;
    return this.#numbers;
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

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

function markSent(counts: Int32Array, rows: Uint32Array): void {
  for (let i = 0; i < rows.length; i += 1) counts[rows[i]] = -1 - counts[rows[i]];
}

function firstNotSent(counts: Int32Array, start: number, end: number): number {
  let row = start;
  while (row < end && counts[row] < 0) row += 1;
  return row;
}

/** How many rows have been taken care of with these, which have been sent on. */
function sumOfSent(counts: Int32Array, start: number, end: number): number {
  let sum = 0;
  for (let row = start; row < end; row += 1) sum += -1 - counts[row];
  return sum;
}

/** Numbers the rows from the `start`-th on that have not been sent on anew, with their counts; returns how many they are. */
function leaveOutSent(
  counts: Int32Array,
  start: number,
  end: number,
  numbers: Int32Array,
  rows: Uint32Array,
): number {
  let left = 0;
  for (let row = start; row < end; row += 1) {
    const count = counts[row];
    if (count < 0) {
      // Sent on behind one that still waits: taken care of together with it.
      counts[left - 1] += -1 - count;
    } else {
      numbers[row] = left;
      rows[left] = row;
      counts[left] = count;
      left += 1;
    }
  }
  return left;
}

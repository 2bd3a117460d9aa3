import type { AnyBatch } from '../any-record.ts';
import type { Sink } from '../types.ts';

/** A sink that only counts. */
export interface CountingSink extends Sink {
  /** Records that have arrived. */
  readonly count: number;
}

/** Counts the records and keeps none. */
export function count(): CountingSink {
  return new Count();
}

class Count implements CountingSink {
  readonly name = 'count';
  #count = 0;

  get count(): number {
    return this.#count;
  }

  consume(batch: AnyBatch): void {
    this.#count += batch.selected;
  }
}

import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';

/** How many values there are. */
export class Counter implements Accumulator {
  readonly #counts = new SlotArray(Int32Array);

  reserve(panes: number): void {
    this.#counts.reserve(panes);
  }

  begin(pane: number): void {
    this.#counts.values[pane] = 0;
  }

  add({ rows, panes, from, to }: AccumulatorLane): void {
    const counts = this.#counts.values;
    for (let i = from; i < to; i += 1) counts[panes[rows[i]]] += 1;
  }

  join(pane: number, other: number): void {
    this.#counts.values[pane] += this.#counts.values[other];
  }

  result(pane: number): number {
    return this.#counts.values[pane];
  }

  snapshot(panes: number): Int32Array<ArrayBuffer> {
    return this.#counts.snapshot(panes);
  }

  restore(counts: Int32Array<ArrayBuffer>): void {
    this.#counts.restore(counts);
  }
}

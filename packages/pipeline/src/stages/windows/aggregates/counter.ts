import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';

/** How many records there are. */
export class Counter implements Accumulator {
  readonly #counts = new SlotArray(Int32Array);

  reserve(panes: number): void {
    this.#counts.reserve(panes);
  }

  begin(pane: number): void {
    this.#counts.values[pane] = 0;
  }

  add({ rows, panes, from, to }: AccumulatorLane): void {
    countRows(rows, panes, this.#counts.values, from, to);
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

function countRows(rows: RowNumbers, panes: Int32Array, counts: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i += 1) counts[panes[rows[i]]] += 1;
}

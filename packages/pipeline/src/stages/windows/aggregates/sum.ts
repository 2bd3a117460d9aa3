import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';
import type { ValueCounter } from './value-counter.ts';

/** The sum of the values, or their mean. */
export class Sum implements Accumulator {
  readonly #sums = new SlotArray(Float64Array);
  /** Of the values, where the mean is asked for. */
  readonly #counter: ValueCounter | undefined;

  constructor(counter?: ValueCounter) {
    this.#counter = counter;
  }

  reserve(panes: number): void {
    this.#sums.reserve(panes);
  }

  begin(pane: number): void {
    this.#sums.values[pane] = 0;
  }

  add({ values, panes, from, to }: AccumulatorLane): void {
    addUp(values, panes, this.#sums.values, from, to);
  }

  join(pane: number, others: readonly number[]): void {
    const sums = this.#sums.values;
    for (const other of others) sums[pane] += sums[other];
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    const sums = this.#sums.values;
    const counter = this.#counter;
    for (let i = 0; i < panes.length; i += 1) {
      const sum = sums[panes[i]];
      values[at + i] = counter === undefined ? sum : sum / counter.of(panes[i]);
    }
  }

  snapshot(panes: number): Float64Array<ArrayBuffer> {
    return this.#sums.snapshot(panes);
  }

  restore(sums: Float64Array<ArrayBuffer>): void {
    this.#sums.restore(sums);
  }
}

function addUp(values: Float64Array, panes: Int32Array, sums: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i += 1) sums[panes[i]] += values[i];
}

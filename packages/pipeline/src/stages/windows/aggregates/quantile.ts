import { quantileOf } from '../../../internal/sorted-numbers.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';

/** The value that a share of the values lie below; null of a pane that has more values than may be kept. */
export class Quantile implements Accumulator {
  readonly #share: number;
  readonly #maxValues: number;
  /** By pane. A pane with more values than may be kept has `maxValues` of them and one more. */
  #values: number[][] = [];

  constructor(share: number, maxValues: number) {
    this.#share = share;
    this.#maxValues = maxValues;
  }

  reserve(panes: number): void {
    while (this.#values.length < panes) this.#values.push([]);
  }

  begin(pane: number): void {
    this.#values[pane] = [];
  }

  add({ values, rows, panes, from, to }: AccumulatorLane): void {
    for (let i = from; i < to; i += 1) this.#take(panes[rows[i]], values[rows[i]]);
  }

  join(pane: number, others: readonly number[]): void {
    for (const other of others) for (const value of this.#values[other]) this.#take(pane, value);
  }

  result(pane: number): number | null {
    const values = this.#values[pane];
    if (values.length > this.#maxValues) return null;
    if (values.some(Number.isNaN)) return Number.NaN;
    return quantileOf(Float64Array.from(values).sort(), values.length, this.#share);
  }

  snapshot(panes: number): Float64Array<ArrayBuffer>[] {
    return this.#values.slice(0, panes).map((values) => Float64Array.from(values));
  }

  restore(values: readonly Float64Array<ArrayBuffer>[]): void {
    this.#values = values.map((each) => [...each]);
  }

  #take(pane: number, value: number): void {
    const values = this.#values[pane];
    if (values.length <= this.#maxValues) values.push(value);
  }
}

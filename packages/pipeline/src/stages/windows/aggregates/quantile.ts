import { quantileOf } from '../../../internal/sorted-numbers.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';

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

  add({ values, panes, from, to }: AccumulatorLane): void {
    for (let i = from; i < to; i += 1) this.#take(panes[i], values[i]);
  }

  join(pane: number, others: readonly number[]): void {
    for (const other of others) for (const value of this.#values[other]) this.#take(pane, value);
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const results = column.reserve(at + panes.length);
    for (let i = 0; i < panes.length; i += 1) {
      const values = this.#values[panes[i]];
      if (values.length > this.#maxValues) column.setNull(at + i);
      else results[at + i] = this.#quantileOf(values);
    }
  }

  snapshot(panes: number): Float64Array<ArrayBuffer>[] {
    return this.#values.slice(0, panes).map((values) => Float64Array.from(values));
  }

  restore(values: readonly Float64Array<ArrayBuffer>[]): void {
    this.#values = values.map((each) => [...each]);
  }

  #quantileOf(values: readonly number[]): number {
    if (values.some(Number.isNaN)) return Number.NaN;
    return quantileOf(Float64Array.from(values).sort(), values.length, this.#share);
  }

  #take(pane: number, value: number): void {
    const values = this.#values[pane];
    if (values.length <= this.#maxValues) values.push(value);
  }
}

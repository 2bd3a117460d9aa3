import { SlotArray } from '../../../internal/slot-array.ts';
import type { PaneNumber } from './accumulator.ts';
import type { Counter } from './counter.ts';
import type { ResultColumn } from './result-column.ts';

/** How many records have a value: as many as there are, less those without, so that a field that lacks none costs nothing. */
export class ValueCounter implements PaneNumber {
  readonly #records: Counter;
  readonly #missing = new SlotArray(Int32Array);

  constructor(records: Counter) {
    this.#records = records;
  }

  reserve(panes: number): void {
    this.#missing.reserve(panes);
  }

  begin(pane: number): void {
    this.#missing.values[pane] = 0;
  }

  /**
   * Notes which of the records from the `from`-th to before the `to`-th have no value: those that are not among the places
   * from the `first` to before the `last`, which ascend.
   */
  addMissing(
    places: Int32Array,
    first: number,
    last: number,
    panes: Int32Array,
    from: number,
    to: number,
  ): void {
    const missing = this.#missing.values;
    let next = first;
    for (let i = from; i < to; i += 1) {
      if (next < last && places[next] === i) next += 1;
      else missing[panes[i]] += 1;
    }
  }

  join(pane: number, others: readonly number[]): void {
    const missing = this.#missing.values;
    for (const other of others) missing[pane] += missing[other];
  }

  of(pane: number): number {
    return this.#records.of(pane) - this.#missing.values[pane];
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    for (let i = 0; i < panes.length; i += 1) values[at + i] = this.of(panes[i]);
  }

  /** Makes those null whose pane has no values. */
  writeNulls(panes: readonly number[], column: ResultColumn, at: number): void {
    for (let i = 0; i < panes.length; i += 1) if (this.of(panes[i]) === 0) column.setNull(at + i);
  }

  snapshot(panes: number): Int32Array<ArrayBuffer> {
    return this.#missing.snapshot(panes);
  }

  restore(missing: Int32Array<ArrayBuffer>): void {
    this.#missing.restore(missing);
  }
}

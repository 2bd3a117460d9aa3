import type { RowNumbers } from '@pipe/records';
import { isMissing } from '../../../internal/key-slots.ts';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { AccumulatorLane, PaneNumber } from './accumulator.ts';
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

  /** Notes which of the records have no value. */
  addMissing({ rows, panes, from, to }: AccumulatorLane, validity: Uint8Array): void {
    countMissing(rows, panes, validity, this.#missing.values, from, to);
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

function countMissing(
  rows: RowNumbers,
  panes: Int32Array,
  validity: Uint8Array,
  missing: Int32Array,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) {
    const row = rows[i];
    if (isMissing(validity, row)) missing[panes[row]] += 1;
  }
}

import { SlotArray } from '../../../internal/slot-array.ts';
import type { PaneNumber } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';

/** How many records there are. */
export class Counter implements PaneNumber {
  readonly #counts = new SlotArray(Int32Array);

  reserve(panes: number): void {
    this.#counts.reserve(panes);
  }

  begin(pane: number): void {
    this.#counts.values[pane] = 0;
  }

  /** By pane. Whoever finds the pane of a record counts it here; another array after {@link Counter.reserve}. */
  get values(): Int32Array {
    return this.#counts.values;
  }

  join(pane: number, others: readonly number[]): void {
    const counts = this.#counts.values;
    for (const other of others) counts[pane] += counts[other];
  }

  of(pane: number): number {
    return this.#counts.values[pane];
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    const counts = this.#counts.values;
    for (let i = 0; i < panes.length; i += 1) values[at + i] = counts[panes[i]];
  }

  snapshot(panes: number): Int32Array<ArrayBuffer> {
    return this.#counts.snapshot(panes);
  }

  restore(counts: Int32Array<ArrayBuffer>): void {
    this.#counts.restore(counts);
  }
}

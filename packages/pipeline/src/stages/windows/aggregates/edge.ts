import { SlotArray } from '../../../internal/slot-array.ts';
import type { Accumulator, AccumulatorLane } from './accumulator.ts';
import type { ResultColumn } from './result-column.ts';

interface EdgeState {
  readonly values: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
}

/** The value of the earliest record, or of the latest; of those of one time the one that came first, or last. */
export class Edge implements Accumulator {
  readonly #isLast: boolean;
  readonly #values = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);

  constructor(isLast: boolean) {
    this.#isLast = isLast;
  }

  reserve(panes: number): void {
    this.#values.reserve(panes);
    this.#times.reserve(panes);
  }

  begin(pane: number): void {
    this.#times.values[pane] = this.#isLast ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  add(lane: AccumulatorLane): void {
    const { values, times, panes, from, to } = lane;
    for (let i = from; i < to; i += 1) this.#take(panes[i], values[i], times[i]);
  }

  join(pane: number, others: readonly number[]): void {
    for (const other of others) this.#take(pane, this.#values.values[other], this.#times.values[other]);
  }

  write(panes: readonly number[], column: ResultColumn, at: number): void {
    const values = column.reserve(at + panes.length);
    const edges = this.#values.values;
    for (let i = 0; i < panes.length; i += 1) values[at + i] = edges[panes[i]];
  }

  snapshot(panes: number): EdgeState {
    return { values: this.#values.snapshot(panes), times: this.#times.snapshot(panes) };
  }

  restore({ values, times }: EdgeState): void {
    this.#values.restore(values);
    this.#times.restore(times);
  }

  #take(pane: number, value: number, time: number): void {
    const edges = this.#times.values;
    if (this.#isLast ? time < edges[pane] : time >= edges[pane]) return;
    edges[pane] = time;
    this.#values.values[pane] = value;
  }
}

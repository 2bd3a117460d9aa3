import { type Field, field as fields } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import { NumberReader, type NumberRows } from '../../../internal/number-reader.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';
import type { Accumulator } from './accumulator.ts';
import { Counter } from './counter.ts';
import { Deviation } from './deviation.ts';
import { Edge } from './edge.ts';
import { Extreme } from './extreme.ts';
import { Quantile } from './quantile.ts';
import { Sum } from './sum.ts';
import { type AggregatePlan, planOf, type WindowAggregates } from './window-aggregate.ts';

/** The numbers of a field, or the records themselves, and what is made of them. */
interface Column {
  readonly reader: NumberReader | undefined;
  /** How many numbers a pane has; the first of the accumulators. */
  readonly counter: Counter;
  readonly accumulators: Accumulator[];
  numbers: Pick<NumberRows, 'values' | 'rows' | 'count'>;
  /** How many of the numbers have been taken in. */
  taken: number;
}

/** An aggregate and where it is written. */
interface Result {
  readonly into: string;
  readonly counter: Counter;
  readonly accumulator: Accumulator;
}

const noNumbers = { values: new Float64Array(0), rows: new Uint16Array(0), count: 0 };

/** All aggregates of many panes, fed with batch after batch. */
export class PaneAggregates {
  readonly #columns: Column[] = [];
  readonly #results: Result[];
  #times: Float64Array = new Float64Array(0);

  constructor(aggregates: WindowAggregates) {
    const columns = new Map<string | undefined, Column>();
    this.#results = Object.entries(aggregates).map(([into, aggregate]) => {
      const plan = planOf(into, aggregate);
      const column = columns.get(plan.field) ?? this.#addColumn(plan.field);
      columns.set(plan.field, column);
      const accumulator = makeAccumulator(plan, column.counter);
      if (accumulator !== column.counter) column.accumulators.push(accumulator);
      return { into, counter: column.counter, accumulator };
    });
  }

  /** A batch is about to be taken in, piece by piece, ending with the rows in play. */
  open(batch: AnyBatch, times: Float64Array): void {
    this.#times = times;
    for (const column of this.#columns) {
      column.numbers = column.reader?.read(batch) ?? {
        ...noNumbers,
        rows: rowsInPlay(batch),
        count: batch.selected,
      };
      column.taken = 0;
    }
  }

  /** Takes in what has not been yet of the rows before `end`; each belongs to the pane that `panes` says, by row. */
  takeUpTo(end: number, panes: Int32Array): void {
    for (const column of this.#columns) {
      const { rows, values, count } = column.numbers;
      const from = column.taken;
      const to = end > rows[count - 1] ? count : placeOf(end, rows, from, count);
      if (from === to) continue;
      const lane = { values, times: this.#times, panes, rows, from, to };
      for (const accumulator of column.accumulators) accumulator.add(lane);
      column.taken = to;
    }
  }

  reserve(panes: number): void {
    for (const { accumulators } of this.#columns) for (const each of accumulators) each.reserve(panes);
  }

  begin(pane: number): void {
    for (const { accumulators } of this.#columns) for (const each of accumulators) each.begin(pane);
  }

  join(pane: number, other: number): void {
    for (const { counter, accumulators } of this.#columns) {
      if (counter.result(other) === 0) continue;
      for (const each of accumulators) each.join(pane, other);
    }
  }

  /** The aggregates of a pane, by the names of their fields. */
  results(pane: number): { [into: string]: number | null } {
    const results: { [into: string]: number | null } = {};
    for (const { into, counter, accumulator } of this.#results) {
      const isEmpty = counter.result(pane) === 0 && accumulator !== counter;
      results[into] = isEmpty ? null : accumulator.result(pane);
    }
    return results;
  }

  snapshot(panes: number): unknown[] {
    return this.#columns.flatMap(({ accumulators }) => accumulators.map((each) => each.snapshot(panes)));
  }

  restore(states: readonly unknown[]): void {
    const all = this.#columns.flatMap(({ accumulators }) => accumulators);
    for (const [i, accumulator] of all.entries()) accumulator.restore(states[i] as never);
  }

  #addColumn(field: string | undefined): Column {
    const counter = new Counter();
    const reader = field === undefined ? undefined : new NumberReader(field);
    const column = { reader, counter, accumulators: [counter], numbers: noNumbers, taken: 0 };
    this.#columns.push(column);
    return column;
  }
}

/** The fields that the aggregates are written into. */
export function aggregateFields(aggregates: WindowAggregates): { [into: string]: Field } {
  return Object.fromEntries(
    Object.entries(aggregates).map(([into, aggregate]) => [
      into,
      planOf(into, aggregate).statistic === 'count' ? fields.uint32() : fields.float64().nullable(),
    ]),
  );
}

/** The names of the fields that aggregates are taken of. */
export function aggregatedFields(aggregates: WindowAggregates): string[] {
  const names = Object.entries(aggregates).map(([into, aggregate]) => planOf(into, aggregate).field);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function makeAccumulator({ statistic, share, maxValues }: AggregatePlan, counter: Counter): Accumulator {
  switch (statistic) {
    case 'count':
      return counter;
    case 'sum':
      return new Sum();
    case 'mean':
      return new Sum(counter);
    case 'min':
    case 'max':
      return new Extreme(statistic === 'max');
    case 'first':
    case 'last':
      return new Edge(statistic === 'last');
    case 'deviation':
      return new Deviation();
    case 'quantile':
      return new Quantile(share, maxValues);
  }
}

/** Where, from `from` on, the first row is that is not before `end`. */
function placeOf(end: number, rows: NumberRows['rows'], from: number, count: number): number {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

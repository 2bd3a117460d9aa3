import { type Field, field as fields, type RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import { NumberReader, type NumberRows } from '../../../internal/number-reader.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';
import type { Accumulator, AccumulatorLane, PaneNumber } from './accumulator.ts';
import { Counter } from './counter.ts';
import { Deviation } from './deviation.ts';
import { Edge } from './edge.ts';
import { Extreme } from './extreme.ts';
import { Quantile } from './quantile.ts';
import { ResultColumn } from './result-column.ts';
import { Sum } from './sum.ts';
import { ValueCounter } from './value-counter.ts';
import { type AggregatePlan, planOf, type WindowAggregates } from './window-aggregate.ts';

/** The numbers of a field, and what is made of them. */
interface Column {
  readonly reader: NumberReader;
  /** How many numbers a pane has. */
  readonly counter: ValueCounter;
  readonly accumulators: Accumulator[];
  numbers: NumberRows;
  /** How many of the numbers have been taken in. */
  taken: number;
}

/** What one aggregate is read from; null where `counter` says that there are no values. A count never is. */
interface Result {
  readonly number: PaneNumber;
  readonly counter?: ValueCounter;
}

const noNumbers: NumberRows = {
  values: new Float64Array(0),
  rows: new Uint16Array(0),
  count: 0,
  validity: undefined,
};

/** All aggregates of many panes, fed with batch after batch. */
export class PaneAggregates {
  /** The fields that the aggregates are written into. */
  readonly names: readonly string[];
  /** How many records each pane has. */
  readonly records = new Counter();
  readonly #columns: Column[];
  /** By name, in their order. */
  readonly #results: Result[];
  readonly #numbers: readonly PaneNumber[];
  #times: Float64Array = new Float64Array(0);
  /** The rows in play, how many they are, and how many of them have been taken in. */
  #rows: RowNumbers = noNumbers.rows;
  #count = 0;
  #taken = 0;

  constructor(aggregates: WindowAggregates) {
    const columns = new Map<string, Column>();
    this.names = Object.keys(aggregates);
    this.#results = Object.entries(aggregates).map(([into, aggregate]) => {
      const plan = planOf(into, aggregate);
      if (plan.field === undefined) return { number: this.records };
      const column = columns.get(plan.field) ?? makeColumn(plan.field, this.records);
      columns.set(plan.field, column);
      const { counter } = column;
      const { statistic } = plan;
      if (statistic === 'count') return { number: counter };
      const accumulator = makeAccumulator(statistic, plan, counter);
      column.accumulators.push(accumulator);
      return { number: accumulator, counter };
    });
    this.#columns = [...columns.values()];
    const ofColumns = this.#columns.flatMap(({ counter, accumulators }) => [counter, ...accumulators]);
    this.#numbers = [this.records, ...ofColumns];
  }

  /** A batch is about to be taken in, piece by piece, ending with the rows in play. */
  open(batch: AnyBatch, times: Float64Array): void {
    this.#times = times;
    this.#rows = rowsInPlay(batch);
    this.#count = batch.selected;
    this.#taken = 0;
    for (const column of this.#columns) {
      column.numbers = column.reader.read(batch);
      column.taken = 0;
    }
  }

  /** Takes in what has not been yet of the rows before `end`; each belongs to the pane that `panes` says, by row. */
  takeUpTo(end: number, panes: Int32Array): void {
    const rows = this.#rows;
    const from = this.#taken;
    const to = end > rows[this.#count - 1] ? this.#count : placeOf(end, rows, from, this.#count);
    if (from === to) return;
    this.#taken = to;
    const lane = { values: noNumbers.values, times: this.#times, panes, rows, from, to };
    for (const column of this.#columns) this.#takeNumbers(column, end, lane);
  }

  #takeNumbers(column: Column, end: number, records: AccumulatorLane): void {
    const { rows, values, count, validity } = column.numbers;
    if (validity) column.counter.addMissing(records, validity);
    const from = column.taken;
    const to = end > rows[count - 1] ? count : placeOf(end, rows, from, count);
    if (from === to) return;
    column.taken = to;
    const lane = { ...records, values, rows, from, to };
    for (const accumulator of column.accumulators) accumulator.add(lane);
  }

  reserve(panes: number): void {
    for (const each of this.#numbers) each.reserve(panes);
  }

  begin(pane: number): void {
    for (const each of this.#numbers) each.begin(pane);
  }

  /** Takes other panes in, one after the other: each is of later times than those before. */
  join(pane: number, others: readonly number[]): void {
    for (const each of this.#numbers) each.join(pane, others);
  }

  /** Where results can be written, one column for each of {@link PaneAggregates.names}. */
  resultColumns(): ResultColumn[] {
    return this.#results.map(({ counter }) => new ResultColumn(counter === undefined));
  }

  /** Writes the aggregates of panes into {@link PaneAggregates.resultColumns}, from the row `at` on. */
  writeResults(panes: readonly number[], columns: readonly ResultColumn[], at: number): void {
    for (const [i, { number, counter }] of this.#results.entries()) {
      number.write(panes, columns[i], at);
      counter?.writeNulls(panes, columns[i], at);
    }
  }

  snapshot(panes: number): unknown[] {
    return this.#numbers.map((each) => each.snapshot(panes));
  }

  restore(states: readonly unknown[]): void {
    for (const [i, each] of this.#numbers.entries()) each.restore(states[i] as never);
  }
}

function makeColumn(field: string, records: Counter): Column {
  return {
    reader: new NumberReader(field),
    counter: new ValueCounter(records),
    accumulators: [],
    numbers: noNumbers,
    taken: 0,
  };
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

function makeAccumulator(
  statistic: Exclude<AggregatePlan['statistic'], 'count'>,
  { share, maxValues }: AggregatePlan,
  counter: ValueCounter,
): Accumulator {
  switch (statistic) {
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

import { type Field, field as fields } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import type { Accumulator, PaneNumber } from './accumulator.ts';
import { Counter } from './counter.ts';
import { Deviation } from './deviation.ts';
import { Edge } from './edge.ts';
import { Extreme } from './extreme.ts';
import { FieldNumbers } from './field-numbers.ts';
import { Quantile } from './quantile.ts';
import { ResultColumn } from './result-column.ts';
import { Sum } from './sum.ts';
import { ValueCounter } from './value-counter.ts';
import { type AggregatePlan, planOf, type WindowAggregates } from './window-aggregate.ts';

/** The numbers of a field, and what is made of them. */
interface Column {
  readonly numbers: FieldNumbers;
  /** How many numbers a pane has. */
  readonly counter: ValueCounter;
  readonly accumulators: Accumulator[];
  /** Their `add`, bound: called as methods, two of them would be made part of one function, with slower loops. */
  readonly takers: Accumulator['add'][];
}

/** What one aggregate is read from; null where `counter` says that there are no values. A count never is. */
interface Result {
  readonly number: PaneNumber;
  readonly counter?: ValueCounter;
}

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
  /** How many of the records have been taken in. */
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
      column.takers.push(accumulator.add.bind(accumulator));
      return { number: accumulator, counter };
    });
    this.#columns = [...columns.values()];
    const ofColumns = this.#columns.flatMap(({ counter, accumulators }) => [counter, ...accumulators]);
    this.#numbers = [this.records, ...ofColumns];
  }

  /** A batch is about to be taken in, piece by piece; `times` has those of the rows in play, side by side. */
  open(batch: AnyBatch, times: Float64Array): void {
    this.#times = times;
    this.#taken = 0;
    for (const { numbers } of this.#columns) numbers.open(batch);
  }

  /** Takes in what has not been yet of the records before the `end`-th; `panes` says which each belongs to. */
  takeUpTo(end: number, panes: Int32Array): void {
    const from = this.#taken;
    if (from === end) return;
    this.#taken = end;
    for (const { numbers, takers } of this.#columns) {
      const lane = numbers.take(this.#times, panes, from, end);
      for (const take of takers) take(lane);
    }
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
  const counter = new ValueCounter(records);
  return { numbers: new FieldNumbers(field, counter), counter, accumulators: [], takers: [] };
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

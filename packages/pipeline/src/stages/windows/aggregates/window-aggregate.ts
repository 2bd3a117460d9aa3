import type { Field } from '@pipe/records';
import { countProblem, type Problem, printed } from '../../../internal/options.ts';

/** What the values of a field in a window can be summed up in, by the name that the aggregate is asked for by. */
export const windowStatistics = ['count', 'sum', 'mean', 'min', 'max', 'first', 'last', 'deviation'] as const;

export interface QuantileAggregate {
  /** The value that `share` of the window's values lie below, between two values by straight line. */
  readonly quantile: string;
  /** From 0 (the least) over 0.5 (the median) to 1 (the greatest). */
  readonly share: number;
  /**
   * The most values of a window that are kept for it, 8 bytes each; the quantile of a window that has more is null.
   *
   * @defaultValue 65_536
   */
  readonly maxValues?: number;
}

/**
 * A number that a window is summed up in, of the values of the named field. `null` is no value; NaN makes all but `count`,
 * `first` and `last` NaN. Without values there is none, and the number is null (0 for a count).
 *
 * - `'count'`: how many records there are; `{ count: 'value' }`: how many have a value
 * - `sum`, `mean`, `min`, `max`
 * - `first`, `last`: the value of the earliest or the latest record; of those of one time the one that came first, or last
 * - `deviation`: the standard deviation as a sample, in units of the field; null of fewer than two values
 * - `quantile`: the value that `share` of the values lie below; exact, so all values of open windows are kept
 */
export type WindowAggregate =
  | 'count'
  | { readonly count: string }
  | { readonly sum: string }
  | { readonly mean: string }
  | { readonly min: string }
  | { readonly max: string }
  | { readonly first: string }
  | { readonly last: string }
  | { readonly deviation: string }
  | QuantileAggregate;

/** Aggregates by the name of the field that each is written into. */
export interface WindowAggregates {
  readonly [into: string]: WindowAggregate;
}

type FieldOf<Aggregate> = Aggregate extends string ? never : Extract<Aggregate[keyof Aggregate], string>;

/** The names of the numeric fields that aggregates are taken of. */
export type AggregatedFields<Aggregates extends WindowAggregates> = {
  [Into in keyof Aggregates]: FieldOf<Aggregates[Into]>;
}[keyof Aggregates];

/** The fields that aggregates are written into: a count is there always, any other number may be null. */
export type AggregateFields<Aggregates extends WindowAggregates> = {
  readonly [Into in keyof Aggregates]: Aggregates[Into] extends 'count' | { readonly count: string }
    ? Field<number, 'uint32', false, false>
    : Field<number, 'float64', true, true>;
};

/** An aggregate as it is worked with. */
export interface AggregatePlan {
  readonly into: string;
  readonly statistic: (typeof windowStatistics)[number] | 'quantile';
  /** `undefined` where records are counted. */
  readonly field: string | undefined;
  readonly share: number;
  readonly maxValues: number;
}

export function planOf(into: string, aggregate: WindowAggregate): AggregatePlan {
  const rest = { into, share: 0.5, maxValues: 65_536 };
  if (aggregate === 'count') return { ...rest, statistic: 'count', field: undefined };
  if ('quantile' in aggregate) {
    const { quantile: field, share, maxValues = rest.maxValues } = aggregate;
    return { ...rest, statistic: 'quantile', field, share, maxValues };
  }
  const [[statistic, field]] = Object.entries(aggregate) as [[AggregatePlan['statistic'], string]];
  return { ...rest, statistic, field };
}

/** What is wrong with the aggregates of a window whose records have the fields `taken` besides. */
export function aggregateProblems(aggregates: unknown, taken: readonly (string | undefined)[]): Problem[] {
  const isObject = typeof aggregates === 'object' && aggregates !== null;
  const entries = Object.entries(isObject ? aggregates : {});
  if (entries.length === 0) {
    const found = isObject ? 'there are none' : `it was ${printed(aggregates)}`;
    return [`aggregates says what windows are summed up in, such as { mean: { mean: 'value' } }; ${found}`];
  }
  return entries.flatMap(([into, aggregate]) => [
    taken.includes(into)
      ? `aggregates['${into}'] is to be written into a field that the records of windows have already: give it another name`
      : undefined,
    ...aggregateProblem(`aggregates['${into}']`, aggregate),
  ]);
}

function aggregateProblem(path: string, aggregate: unknown): Problem[] {
  if (aggregate === 'count') return [];
  const { share, maxValues, ...named } = (aggregate ?? {}) as { [name: string]: unknown };
  const [[statistic, field], ...more] = [...Object.entries(named), ['', undefined]];
  if (statistic === 'quantile' && typeof field === 'string' && more.length === 1) {
    return [
      typeof share === 'number' && share >= 0 && share <= 1
        ? undefined
        : `${path}.share is a number from 0 to 1; it was ${printed(share)}`,
      countProblem(`${path}.maxValues`, maxValues),
    ];
  }
  const isKnown = (windowStatistics as readonly string[]).includes(String(statistic));
  if (isKnown && typeof field === 'string' && more.length === 1 && share === undefined) return [];
  const known = windowStatistics.map((name) => `{ ${name}: field }`).join(', ');
  return [`${path} is 'count', ${known} or { quantile: field, share }; it was ${JSON.stringify(aggregate)}`];
}

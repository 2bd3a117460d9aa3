import type { NumberInto } from '../../../internal/added-field.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  choice,
  count,
  duration,
  fieldName,
  keyRules,
  type OptionRules,
  optionalFieldName,
  required,
  share,
} from '../../../internal/option-rules.ts';
import { countProblem, idleProblems, type Problem, printed } from '../../../internal/options.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Adding } from '../../../output-type.ts';
import type { Stage } from '../../../types.ts';
import { NumberStage } from '../number-stage.ts';
import { makeStatistic } from './make-statistic.ts';
import type { RollingStatistic } from './moving-statistic.ts';

interface RollingBasics<Name extends string, Into extends string, Key extends string, Time extends string>
  extends KeyLimits {
  /** The numeric field to look at. */
  readonly field: Name;
  /** The field that receives the statistic: nullable, and added where there is none of that name. */
  readonly into: Into;
  /**
   * - `mean`, `sum`, `min`, `max`
   * - `deviation`: the standard deviation of the window as a sample, in units of the field
   * - `quantile`: the value that `share` of the window lie below, between two values by straight line
   */
  readonly statistic: RollingStatistic;
  /** Of a quantile: from 0 (the least) over 0.5 (the median) to 1 (the greatest). */
  readonly share?: number;
  /**
   * How many numbers there must be for a statistic.
   *
   * @defaultValue a full `window`; of a window in time, 1 (2 for a deviation)
   */
  readonly atLeast?: number;
  /** The dictionary field to keep windows apart by; one window over all records without it. */
  readonly by?: Key;
  /** The timestamp field, for `windowMs` and `idleMs`. */
  readonly timestamp?: Time;
}

interface WindowOfRecords {
  /** How many records the window holds: the record itself and those before it. */
  readonly window: number;
  readonly windowMs?: undefined;
  readonly maxRecords?: undefined;
}

interface WindowOfTime<Time extends string> {
  /** How long the window is, in milliseconds of event time: from there up to and including the latest record. */
  readonly windowMs: number;
  readonly timestamp: Time;
  readonly window?: undefined;
  /**
   * The most records that the window of a key holds; beyond it the oldest leave early.
   *
   * @defaultValue 65_536
   */
  readonly maxRecords?: number;
}

/** A statistic, and the window it is taken over: of so many records, or of so much time. */
export type RollingOptions<
  Name extends string,
  Into extends string,
  Key extends string = string,
  Time extends string = string,
> = RollingBasics<Name, Into, Key, Time> & (WindowOfRecords | WindowOfTime<Time>);

type RollingReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> &
  ReadsTime<Time>;

/** A stage that {@link rolling} makes. */
export type RollingStage<
  Name extends string,
  Into extends string,
  Key extends string,
  Time extends string,
> = Stage<RollingReads<Name, Key, Time>, Adding<NumberInto<Into>>>;

/**
 * A statistic of the last records of each key, the record itself included, written into a field.
 *
 * The window is `window` records, or the records less than `windowMs` older than the latest of the key; one that is
 * older on arrival gets null and takes no place. Null takes no place and gets null; NaN makes the statistic NaN while it
 * is in the window. Nothing is subtracted, so results are as exact after 10⁹ records as after one window.
 *
 * Cost: 2 additions a record for a mean or sum of records, about as much for the other statistics; a quantile moves up to
 * half a window. State, a key: `window` numbers for a mean or sum of records; else up to four numbers for each record in
 * the window.
 *
 * @throws {@link PipelineError} when the window, `share` or a limit is not what it can be.
 */
export function rolling<
  const Name extends string,
  const Into extends string,
  const Key extends string = never,
  const Time extends string = never,
>(options: RollingOptions<Name, Into, Key, Time>): RollingStage<Name, Into, Key, Time> {
  checkOptions('rolling', options, rollingRules, rollingProblems);
  return rollingStage('rolling', options);
}

/** {@link rolling}, by the name that the stage is to have, of options that have been checked. */
export function rollingStage<
  Name extends string,
  Into extends string,
  Key extends string,
  Time extends string,
>(name: string, options: RollingOptions<Name, Into, Key, Time>): RollingStage<Name, Into, Key, Time> {
  const { field, into, by, timestamp, maxKeys, idleMs, statistic, window, windowMs } = options;
  return new NumberStage({
    ...{ name, field, into, by, timestamp, maxKeys, idleMs },
    reads: readsOf<RollingReads<Name, Key, Time>>({ numbers: [field], key: by, time: timestamp }),
    isTimed: windowMs !== undefined,
    madeOf: { field, statistic, window, windowMs, by, ...(windowMs === undefined ? {} : { timestamp }) },
    makeKernel: () => makeStatistic(options),
  });
}

const statistics: readonly RollingStatistic[] = ['mean', 'sum', 'min', 'max', 'deviation', 'quantile'];

const rollingRules: OptionRules<RollingOptions<string, string>> = {
  field: fieldName,
  into: fieldName,
  statistic: required(choice(statistics), 'what the window comes to'),
  share,
  atLeast: count(),
  ...keyRules,
  timestamp: optionalFieldName,
  window: count(),
  windowMs: duration,
  maxRecords: count(),
};

function rollingProblems(options: RollingOptions<string, string>): Problem[] {
  const { statistic, window, windowMs, share, timestamp } = options;
  return [
    (window === undefined) === (windowMs === undefined)
      ? 'the window is a number of records (window) or a length of time (windowMs): give one of them'
      : undefined,
    statistic === 'deviation' && window === 1 ? countProblem('window', window, 2) : undefined,
    windowMs !== undefined && timestamp === undefined
      ? "windowMs is counted on the records' own time: name its field in timestamp"
      : undefined,
    options.maxRecords !== undefined && windowMs === undefined
      ? 'maxRecords is for a window of time (windowMs): a window of records holds so many as it is'
      : undefined,
    (statistic === 'quantile') !== (share !== undefined)
      ? `share goes with the quantile; the statistic is ${printed(statistic)}, and share was ${printed(share)}`
      : undefined,
    atLeastProblem(options),
    ...idleProblems(options),
  ];
}

/** What is wrong with a number of records that a window never holds. */
export function atLeastProblem({
  atLeast,
  window,
  maxRecords,
}: Pick<RollingOptions<string, string>, 'atLeast' | 'window' | 'maxRecords'>): Problem {
  const most = window ?? maxRecords;
  return atLeast !== undefined && most !== undefined && atLeast > most
    ? `atLeast (${atLeast}) is more than the window holds (${most}): there would never be a result`
    : undefined;
}

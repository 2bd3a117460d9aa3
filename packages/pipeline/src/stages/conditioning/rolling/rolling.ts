import { field } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { AddedField, type NumberInto, openNumbers } from '../../../internal/added-field.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../../internal/key-slots.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  countProblem,
  durationProblem,
  keyProblems,
  type Problem,
  printed,
  refuseOptions,
} from '../../../internal/options.ts';
import { requireTime } from '../../../internal/require-time.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { Adding } from '../../../output-type.ts';
import type { Stage, StateMetrics } from '../../../types.ts';
import { makeStatistic } from './make-statistic.ts';
import type { MovingStatistic, RollingStatistic } from './moving-statistic.ts';

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

interface RollingState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly windows: unknown;
}

type RollingReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> &
  ReadsTime<Time>;

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
>(options: RollingOptions<Name, Into, Key, Time>): Rolling<Name, Into, Key, Time> {
  return new Rolling('rolling', options);
}

/** See {@link rolling}. */
export class Rolling<Name extends string, Into extends string, Key extends string, Time extends string>
  implements Stage<RollingReads<Name, Key, Time>, Adding<NumberInto<Into>>>
{
  readonly name: string;
  readonly reads: RollingReads<Name, Key, Time>;
  declare readonly outputType?: Adding<NumberInto<Into>>;
  readonly #options: RollingOptions<Name, Into, Key, Time>;
  readonly #added: AddedField;
  readonly #numbers: NumberReader;
  readonly #keys: KeySlots;
  readonly #statistic: MovingStatistic;

  constructor(name: string, options: RollingOptions<Name, Into, Key, Time>) {
    refuseOptions(name, rollingProblems(options));
    this.name = name;
    this.#options = options;
    this.reads = readsOf({ numbers: [options.field], key: options.by, time: options.timestamp });
    this.#added = new AddedField(options.into, field.float64().nullable());
    this.#numbers = new NumberReader(options.field);
    this.#keys = new KeySlots(options);
    this.#statistic = makeStatistic(options);
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): Rolling<Name, Into, Key, Time> {
    return new Rolling(this.name, this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    const { timestamp } = this.#options;
    if (timestamp !== undefined) requireTime(input, timestamp);
    return this.#added.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const { into, timestamp, windowMs } = this.#options;
    const result = this.#added.addTo(batch);
    const numbers = this.#numbers.read(result);
    const slots = this.#keys.resolve(result, numbers.rows, numbers.count);
    const out = openNumbers(result, into, numbers.validity);
    const isOfTime = windowMs !== undefined && timestamp !== undefined;
    const times = isOfTime ? valuesOf<Float64Array>(result, timestamp).values : undefined;
    this.#statistic.run({ ...numbers, slots, slotCount: this.#keys.size, times }, out);
    return result;
  }

  snapshot(): RollingState {
    const windows = this.#statistic.snapshot(this.#keys.size);
    return { of: this.#madeOf, keys: this.#keys.snapshot(), windows };
  }

  restore({ of, keys, windows }: RollingState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#statistic.restore(windows as never);
  }

  get #madeOf(): StateOf {
    const { field: name, statistic, window, windowMs, by } = this.#options;
    return { field: name, statistic, window, windowMs, by };
  }
}

function rollingProblems(options: RollingOptions<string, string, string, string>): Problem[] {
  const { statistic, window, windowMs, share, atLeast, maxRecords, timestamp } = options;
  return [
    (window === undefined) === (windowMs === undefined)
      ? 'the window is a number of records (window) or a length of time (windowMs): give one of them'
      : undefined,
    countProblem('window', window, statistic === 'deviation' ? 2 : 1),
    durationProblem('windowMs', windowMs),
    countProblem('maxRecords', maxRecords),
    countProblem('atLeast', atLeast),
    windowMs !== undefined && timestamp === undefined
      ? "windowMs is counted on the records' own time: name its field in timestamp"
      : undefined,
    (statistic === 'quantile') !== isShare(share)
      ? `share is a number from 0 to 1, and goes with the quantile; the statistic is ${statistic}, and share was ${printed(share)}`
      : undefined,
    ...keyProblems(options),
  ];
}

const isShare = (share: unknown): boolean => typeof share === 'number' && share >= 0 && share <= 1;

import type { NumberInto } from '../../../internal/added-field.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  choice,
  fieldName,
  keyRules,
  type OptionRules,
  optionalFieldName,
} from '../../../internal/option-rules.ts';
import { idleProblems, type Problem } from '../../../internal/options.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Adding } from '../../../output-type.ts';
import type { Stage } from '../../../types.ts';
import { NumberStage } from '../number-stage.ts';
import { type Decrease, RateKernel } from './rate-kernel.ts';

const unitsMs = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const decreases: readonly Decrease[] = ['negative', 'restart', 'null'];

export interface RateOfChangeOptions<
  Name extends string,
  Into extends string,
  Key extends string = string,
  Time extends string = string,
> extends KeyLimits {
  /** The numeric field to look at. */
  readonly field: Name;
  /** The field that receives the rate: nullable, and added where there is none of that name. */
  readonly into: Into;
  /**
   * What the change is divided by.
   *
   * @defaultValue `'second'`
   */
  readonly per?: 'millisecond' | 'second' | 'minute' | 'hour' | 'day';
  /** The dictionary field to keep readings apart by; one line of readings without it. */
  readonly by?: Key;
  /**
   * The timestamp field.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
  /**
   * What a value below the one before it means:
   *
   * - `negative`: a change like any other, its rate is negative
   * - `restart`: a counter has begun again at zero, and has risen by its value since
   * - `null`: nothing that could be known, the rate is null
   *
   * @defaultValue `'negative'`
   */
  readonly onDecrease?: 'negative' | 'restart' | 'null';
}

type RateReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> &
  ReadsTime<Time>;

/**
 * How fast a value changes, written into a field: the difference from the reading before it of the same key, divided by
 * the time between the two, in units of the field a second (or `per` another unit).
 *
 * There is null for the first reading of a key, for a null, and for a reading that is not later than the latest so far:
 * one that came late, or again at the same time, is not measured from either. A null is passed over: the next rate spans
 * the gap. NaN and infinite values make the rates on both sides what the formula gives for them. `onDecrease: 'restart'`
 * reads a counter as Prometheus's `rate` does. Cost: a division a record. State, a key: two numbers.
 *
 * @throws {@link PipelineError} when `per` or `onDecrease` is none of theirs, or a limit on keys is not what it can be.
 */
export function rateOfChange<
  const Name extends string,
  const Into extends string,
  const Key extends string = never,
  const Time extends string = 'timestamp',
>(
  options: RateOfChangeOptions<Name, Into, Key, Time>,
): Stage<RateReads<Name, Key, Time>, Adding<NumberInto<Into>>> {
  const name = 'rateOfChange';
  checkOptions(name, options, rateRules, rateProblems);
  const { field, into, by, maxKeys, idleMs, per = 'second', onDecrease = 'negative' } = options;
  const timestamp = options.timestamp ?? 'timestamp';
  return new NumberStage({
    ...{ name, field, into, by, timestamp, maxKeys, idleMs },
    reads: readsOf({ numbers: [field], key: by, time: timestamp }),
    isTimed: true,
    madeOf: { field, by, timestamp },
    makeKernel: () => new RateKernel(unitsMs[per], onDecrease),
  });
}

const rateRules: OptionRules<RateOfChangeOptions<string, string>> = {
  field: fieldName,
  into: fieldName,
  per: choice(Object.keys(unitsMs)),
  ...keyRules,
  timestamp: optionalFieldName,
  onDecrease: choice(decreases),
};

function rateProblems({
  idleMs,
  by,
  timestamp = 'timestamp',
}: RateOfChangeOptions<string, string>): Problem[] {
  return idleProblems({ idleMs, by, timestamp });
}

import type { NumberInto } from '../../../internal/added-field.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../../internal/numeric-kinds.ts';
import {
  checkOptions,
  duration,
  fieldName,
  keyRules,
  type OptionRules,
  optionalFieldName,
} from '../../../internal/option-rules.ts';
import { idleProblems, ifGiven, type Problem, printed } from '../../../internal/options.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Adding } from '../../../output-type.ts';
import type { Stage } from '../../../types.ts';
import { NumberStage } from '../number-stage.ts';
import { EwmaOfRecords, EwmaOfTime } from './ewma-kernels.ts';

interface EwmaBasics<Name extends string, Into extends string, Key extends string, Time extends string>
  extends KeyLimits {
  /** The numeric field to average. */
  readonly field: Name;
  /** The field that receives the average: nullable, and added where there is none of that name. */
  readonly into: Into;
  /** The dictionary field to keep averages apart by; one average over all records without it. */
  readonly by?: Key;
  /** The timestamp field, for `halfLifeMs` and `idleMs`. */
  readonly timestamp?: Time;
}

interface WeightByRecord {
  /** The weight of each new number, above 0 and up to 1; those before it have the rest. */
  readonly alpha: number;
  readonly halfLifeMs?: undefined;
}

interface WeightByTime<Time extends string> {
  /** After how many milliseconds of event time a number has half of its weight. */
  readonly halfLifeMs: number;
  readonly timestamp: Time;
  readonly alpha?: undefined;
}

/** What to average, and how fast older numbers lose their weight: with each record, or with time. */
export type EwmaOptions<
  Name extends string,
  Into extends string,
  Key extends string = string,
  Time extends string = string,
> = EwmaBasics<Name, Into, Key, Time> & (WeightByRecord | WeightByTime<Time>);

type EwmaReads<Name extends string, Key extends string, Time extends string> = ReadsNumber<Name> &
  ReadsKey<Key> &
  ReadsTime<Time>;

/**
 * The exponentially weighted moving average of each key, the record itself included, written into a field.
 *
 * - `alpha`: by record. The first number is the first average, then `average + alpha · (number − average)`: the average
 *   of EWMA control charts (NIST/SEMATECH e-Handbook 6.3.2.4), pandas' `ewm(alpha, adjust=False)`.
 * - `halfLifeMs`: by event time, for readings at irregular times. Each number weighs half as much as one that is a
 *   half-life younger, and the sum of weights is divided by: pandas' `ewm(halflife, times)`. A number that comes late
 *   counts with the weight it would have by now, so the order of arrival makes no difference to what follows.
 *
 * Null gets null and has no weight. NaN and infinite numbers get themselves, and have no weight either: one bad reading
 * does not spoil the average for good. Cost: a multiplication a record, or a division and, where the gap between readings
 * changes, an exponential. State, a key: one number, or three.
 *
 * @throws {@link PipelineError} when neither or both of `alpha` and `halfLifeMs` are given, or one is not what it can be.
 */
export function ewma<
  const Name extends string,
  const Into extends string,
  const Key extends string = never,
  const Time extends string = never,
>(options: EwmaOptions<Name, Into, Key, Time>): Stage<EwmaReads<Name, Key, Time>, Adding<NumberInto<Into>>> {
  const name = 'ewma';
  checkOptions(name, options, ewmaRules, ewmaProblems);
  const { field, into, by, timestamp, maxKeys, idleMs, alpha, halfLifeMs } = options;
  return new NumberStage({
    ...{ name, field, into, by, timestamp, maxKeys, idleMs },
    reads: readsOf({ numbers: [field], key: by, time: timestamp }),
    isTimed: halfLifeMs !== undefined,
    madeOf: { field, by, alpha, halfLifeMs, ...(halfLifeMs === undefined ? {} : { timestamp }) },
    makeKernel: () => (alpha === undefined ? new EwmaOfTime(halfLifeMs) : new EwmaOfRecords(alpha)),
  });
}

const ewmaRules: OptionRules<EwmaOptions<string, string>> = {
  field: fieldName,
  into: fieldName,
  ...keyRules,
  timestamp: optionalFieldName,
  alpha: ifGiven((name, value) =>
    typeof value === 'number' && value > 0 && value <= 1
      ? undefined
      : `${name} is a number above 0 and up to 1; it was ${printed(value)}`,
  ),
  halfLifeMs: duration,
};

function ewmaProblems(options: EwmaOptions<string, string>): Problem[] {
  const { alpha, halfLifeMs, timestamp } = options;
  return [
    (alpha === undefined) === (halfLifeMs === undefined)
      ? 'numbers lose their weight with each record (alpha) or with time (halfLifeMs): give one of them'
      : undefined,
    halfLifeMs !== undefined && timestamp === undefined
      ? "halfLifeMs is counted on the records' own time: name its field in timestamp"
      : undefined,
    ...idleProblems(options),
  ];
}

import { type ReadsKey, type ReadsTime, readsOf } from '../../internal/numeric-kinds.ts';
import {
  checkOptions,
  duration,
  keyRules,
  type OptionRules,
  optionalFieldName,
  required,
} from '../../internal/option-rules.ts';
import { idleProblems, type Problem } from '../../internal/options.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import type { Unchanged } from '../../output-type.ts';
import type { Stage } from '../../types.ts';
import { AtIntervals } from './at-intervals.ts';
import { KeyedFilter } from './keyed-filter.ts';

export interface ThrottleOptions<Key extends string, Time extends string> extends KeyLimits {
  /** The least time between two records that are kept, in milliseconds of event time. */
  readonly intervalMs: number;
  /** The dictionary field to keep records apart by; one line of records without it. */
  readonly by?: Key;
  /**
   * The timestamp field.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
}

/**
 * Keeps at most one record of a key in any `intervalMs` of event time: the first, and then the next that is at least so much
 * later than the one kept last.
 *
 * A record that is not so much later counts as filtered, one that came late as well. Records count whatever they hold, nulls
 * included. Cost: a subtraction a record. State, a key: one number.
 *
 * @throws {@link PipelineError} when `intervalMs` or a limit on keys is not what it can be.
 */
export function throttle<const Key extends string = never, const Time extends string = 'timestamp'>(
  options: ThrottleOptions<Key, Time>,
): Stage<ReadsKey<Key> & ReadsTime<Time>, Unchanged> {
  checkOptions('throttle', options, throttleRules, throttleProblems);
  const { intervalMs, by, maxKeys, idleMs, timestamp = 'timestamp' } = options;
  return new KeyedFilter({
    ...{ name: 'throttle', by, timestamp, maxKeys, idleMs },
    reads: readsOf({ key: by, time: timestamp }),
    madeOf: { by, timestamp },
    makeKernel: () => new AtIntervals(intervalMs),
  });
}

const throttleRules: OptionRules<ThrottleOptions<string, string>> = {
  intervalMs: required(duration, 'how far apart records are to be'),
  ...keyRules,
  timestamp: optionalFieldName,
};

function throttleProblems({
  idleMs,
  by,
  timestamp = 'timestamp',
}: ThrottleOptions<string, string>): Problem[] {
  return idleProblems({ idleMs, by, timestamp });
}

import { type ReadsKey, type ReadsTime, readsOf } from '../../internal/numeric-kinds.ts';
import {
  checkOptions,
  count,
  keyRules,
  type OptionRules,
  optionalFieldName,
  share,
} from '../../internal/option-rules.ts';
import { idleProblems, ifGiven, type Problem, printed } from '../../internal/options.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import type { Unchanged } from '../../output-type.ts';
import type { Stage } from '../../types.ts';
import { EveryNth } from './every-nth.ts';
import { KeyedFilter } from './keyed-filter.ts';
import { RandomShare } from './random-share.ts';

interface SampleEvery<Key extends string, Time extends string> extends KeyLimits {
  /** Of how many records one is kept: the first of them. */
  readonly every: number;
  /** The dictionary field to count by; all records are counted as one without it. */
  readonly by?: Key;
  /** The timestamp field that `idleMs` is counted on. */
  readonly timestamp?: Time;
  readonly probability?: never;
  readonly seed?: never;
}

interface SampleShare {
  /** The probability with which each record is kept, from 0 to 1. */
  readonly probability: number;
  /**
   * Decides which records these are: the same seed keeps the same ones. A whole number of 32 bits.
   *
   * @defaultValue 0
   */
  readonly seed?: number;
  readonly every?: never;
  readonly by?: never;
  readonly timestamp?: never;
  readonly maxKeys?: never;
  readonly idleMs?: never;
}

/** Which records are kept: one of so many, or each with some probability. */
export type SampleOptions<Key extends string, Time extends string> = SampleEvery<Key, Time> | SampleShare;

/**
 * Keeps some of the records: the first of `every` so many, of each key where there is one, or each with the same
 * `probability`.
 *
 * Records count whatever they hold, nulls included, in the order in which they come. Which are kept does not depend on how
 * they were cut into batches, and after a restart from a checkpoint it goes on where it stood. Cost: a few additions a
 * record. State: one number a key, or one in all.
 *
 * @throws {@link PipelineError} when not exactly one of `every` and `probability` is given, one is not what it can be, or a
 * limit on keys is none.
 */
export function sample<const Key extends string = never, const Time extends string = never>(
  options: SampleOptions<Key, Time>,
): Stage<ReadsKey<Key> & ReadsTime<Time>, Unchanged> {
  checkOptions('sample', options, sampleRules, sampleProblems);
  const { every, by, timestamp, maxKeys, idleMs, probability, seed = 0 } = options;
  if (every === undefined) return new RandomShare(probability, seed);
  return new KeyedFilter({
    ...{ name: 'sample', by, timestamp, maxKeys, idleMs },
    reads: readsOf({ key: by, time: timestamp }),
    madeOf: { every, by },
    makeKernel: () => new EveryNth(every),
  });
}

const sampleRules: OptionRules<SampleOptions<string, string>> = {
  every: count(),
  ...keyRules,
  timestamp: optionalFieldName,
  probability: share,
  seed: ifGiven((name, value) =>
    Number.isInteger(value) ? undefined : `${name} is a whole number; it was ${printed(value)}`,
  ),
};

function sampleProblems(options: SampleOptions<string, string>): Problem[] {
  const { every, probability, seed, by } = options;
  return [
    (every === undefined) === (probability === undefined)
      ? 'it keeps one of so many, or each with a probability: give every or probability'
      : undefined,
    seed !== undefined && probability === undefined
      ? 'seed says which records are kept with a probability: give probability as well'
      : undefined,
    by !== undefined && probability !== undefined
      ? 'by is what one of every so many are counted by: with a probability all records are treated alike'
      : undefined,
    ...idleProblems(options),
  ];
}

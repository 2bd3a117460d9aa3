import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { nextAbove, nextBelow } from '../../internal/neighbour.ts';
import { NumberReader } from '../../internal/number-reader.ts';
import { type ReadsKey, type ReadsNumber, readsOf } from '../../internal/numeric-kinds.ts';
import {
  checkOptions,
  fieldName,
  finite,
  type OptionRules,
  optionalFieldName,
  truth,
} from '../../internal/option-rules.ts';
import { ifGiven, type Problem, printed, type Rule } from '../../internal/options.ts';
import { PairTable } from '../../internal/pair-table.ts';
import { rowNumbers } from '../../internal/rows-in-play.ts';
import type { Stage } from '../../types.ts';
import {
  type BatchCodes,
  codesOf,
  keepBetween,
  keepBetweenByKey,
  keepBeyond,
  keepBeyondByKey,
} from './keep-rows.ts';
import { limitProblems, limitsByKey } from './limit-problems.ts';
import { type LimitSettings, type Limits, type LimitsByKey, limitsOf } from './limits.ts';
import { ThresholdSettings } from './threshold-settings.ts';

export interface ThresholdFilterOptions<Name extends string, Key extends string> extends Limits {
  /** The numeric field to compare. */
  readonly field: Name;
  /** Keeps what lies between the two; in settings and `limits`, the lower is `above` and the higher `below`. */
  readonly between?: readonly [low: number, high: number];
  /** Keeps what lies outside the two: the same as `below` the lower or `above` the higher. */
  readonly outside?: readonly [low: number, high: number];
  /**
   * Whether a value that equals a limit is beyond it, and between two limits.
   *
   * @defaultValue false
   */
  readonly inclusive?: boolean;
  /** The dictionary field that `limits` are keyed by. */
  readonly by?: Key;
  /** Limits of single keys, where they differ from the others. */
  readonly limits?: LimitsByKey;
}

/**
 * Keeps the records whose value is beyond the threshold: strictly above `above`, or strictly below `below`; or those
 * whose value lies between two limits.
 *
 * Null is no number, NaN is beyond no threshold and between none: neither passes. `above`, `below` and `limits` are
 * audited settings, read once a batch. Cost: two comparisons a record. State: none that outlives a batch.
 *
 * @throws {@link PipelineError} when there is no limit at all, or more than one kind of them, one is not a finite number,
 * or `limits` are given without `by`.
 */
export function thresholdFilter<const Name extends string, const Key extends string = never>(
  options: ThresholdFilterOptions<Name, Key>,
): ThresholdFilter<Name, Key> {
  return new ThresholdFilter(options);
}

/** See {@link thresholdFilter}. */
export class ThresholdFilter<Name extends string, Key extends string>
  implements Stage<ReadsNumber<Name> & ReadsKey<Key>>
{
  readonly name = 'thresholdFilter';
  readonly reads: ReadsNumber<Name> & ReadsKey<Key>;
  readonly #options: ThresholdFilterOptions<Name, Key>;
  #settings: ThresholdSettings | undefined;
  readonly #numbers: NumberReader;
  readonly #limits: PairTable<LimitSettings>;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(options: ThresholdFilterOptions<Name, Key>) {
    checkOptions(this.name, options, thresholdRules, thresholdProblems);
    this.#options = options;
    this.reads = readsOf({ numbers: [options.field], key: options.by });
    this.#numbers = new NumberReader(options.field);
    this.#limits = new PairTable((settings, key) => {
      const [above, below] = limitsOf(settings, key);
      return options.inclusive ? [nextBelow(above), nextAbove(below)] : [above, below];
    });
  }

  /** Made when first asked for, so that a description leaves no entries in the change log. */
  get settings(): ThresholdSettings {
    this.#settings ??= new ThresholdSettings(startingLimits(this.#options));
    return this.#settings;
  }

  create(): ThresholdFilter<Name, Key> {
    return new ThresholdFilter(this.#options);
  }

  process(batch: AnyBatch): AnyBatch {
    const { values, rows, count } = this.#numbers.read(batch);
    if (this.#kept.length < count) this.#kept = rowNumbers(batch.capacity);
    const { by } = this.#options;
    const { above, below, limits } = this.settings;
    this.#limits.update({ above, below, limits }, by === undefined ? undefined : batch.dictionary(by));
    const kept =
      by === undefined
        ? this.#keep(values, rows, count)
        : this.#keepByKey(values, rows, count, codesOf(batch, by));
    return batch.narrow(this.#kept, kept);
  }

  #keep(values: Float64Array, rows: RowNumbers, count: number): number {
    const keep = this.#options.between ? keepBetween : keepBeyond;
    return keep(values, rows, count, this.#limits.first[0], this.#limits.second[0], this.#kept);
  }

  #keepByKey(values: Float64Array, rows: RowNumbers, count: number, { codes, validity }: BatchCodes): number {
    const keep = this.#options.between ? keepBetweenByKey : keepBeyondByKey;
    const { first, second } = this.#limits;
    return keep(values, rows, count, codes, validity, first, second, this.#kept);
  }
}

function startingLimits({
  above,
  below,
  limits,
  between,
  outside,
}: ThresholdFilterOptions<string, string>): LimitSettings {
  if (between) return { above: between[0], below: between[1], limits };
  if (outside) return { above: outside[1], below: outside[0], limits };
  return { above, below, limits };
}

const twoLimits: Rule = ifGiven((name, pair) =>
  Array.isArray(pair) && pair.length === 2 && pair.every(Number.isFinite) && pair[0] < pair[1]
    ? undefined
    : `${name} is two finite numbers, the lower first; it was ${printed(pair)}`,
);

const thresholdRules: OptionRules<ThresholdFilterOptions<string, string>> = {
  field: fieldName,
  above: finite,
  below: finite,
  between: twoLimits,
  outside: twoLimits,
  inclusive: truth,
  by: optionalFieldName,
  limits: limitsByKey(['above', 'below']),
};

function thresholdProblems(options: ThresholdFilterOptions<string, string>): Problem[] {
  const { above, below, between, outside, by, limits } = options;
  const kinds = [between, outside, above ?? below].filter((kind) => kind !== undefined).length;
  return [
    ...limitProblems({ above: above ?? (between ?? outside)?.[0], below, by, limits }),
    kinds > 1 ? 'its limits are above and below, or between, or outside: give one kind of them' : undefined,
  ];
}

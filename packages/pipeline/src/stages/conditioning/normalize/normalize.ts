import type { ReadsKey, ReadsTime } from '../../../internal/numeric-kinds.ts';
import { checkOptions } from '../../../internal/option-rules.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Stage } from '../../../types.ts';
import { NumberStage } from '../number-stage.ts';
import { type ReadsInto, readsInto, type WritesInto } from '../number-target.ts';
import { GivenNormalize, type GivenPlan, measureOf } from './given-normalize.ts';
import { normalizeProblems, normalizeRules } from './normalize-problems.ts';
import { RunningDeviation } from './running-deviation.ts';
import { RunningRange } from './running-range.ts';
import type { DeviationScale, RangeScale } from './scale.ts';

interface NormalizeBasics<Name extends string, Into extends string, Key extends string, Time extends string>
  extends KeyLimits {
  /** The numeric field to normalise. */
  readonly field: Name;
  /**
   * The field that receives the result: nullable, and added where there is none of that name.
   *
   * @defaultValue `field` itself, which is then a float64
   */
  readonly into?: Into;
  /** The dictionary field to keep scales apart by; one scale for all records without it. */
  readonly by?: Key;
  /** The timestamp field, for `idleMs`. */
  readonly timestamp?: Time;
  /**
   * Of a scale found on the way: how many finite numbers there must be for a result.
   *
   * @defaultValue 2
   */
  readonly atLeast?: number;
}

interface NormalizeByRange {
  /** `range`: from between `min` and `max` to between the ends of `to`. */
  readonly method: 'range';
  /** Given, or found in a sample by {@link fitScale}; without it and `scales`, the scale is found on the way. */
  readonly scale?: RangeScale;
  /** Scales of single keys. A key with none, where there is no `scale` either, gets null. */
  readonly scales?: { readonly [key: string]: RangeScale };
  /**
   * What `min` and `max` are mapped onto; the first may be the higher.
   *
   * @defaultValue [0, 1]
   */
  readonly to?: readonly [low: number, high: number];
}

interface NormalizeByDeviation {
  /** `z-score`: the distance from the mean, in standard deviations. */
  readonly method: 'z-score';
  /** Given, or found in a sample by {@link fitScale}; without it and `scales`, the scale is found on the way. */
  readonly scale?: DeviationScale;
  /** Scales of single keys. A key with none, where there is no `scale` either, gets null. */
  readonly scales?: { readonly [key: string]: DeviationScale };
  readonly to?: undefined;
}

/** How to normalise: the method, and where its scale comes from. */
export type NormalizeOptions<
  Name extends string,
  Into extends string = string,
  Key extends string = string,
  Time extends string = string,
> = NormalizeBasics<Name, Into, Key, Time> & (NormalizeByRange | NormalizeByDeviation);

type NormalizeReads<
  Name extends string,
  Into extends string,
  Key extends string,
  Time extends string,
> = ReadsInto<Name, Into> & ReadsKey<Key> & ReadsTime<Time>;

/**
 * Brings numbers of different sizes onto one scale: a range onto a span, `(x − min) / (max − min)`, or z-scores,
 * `(x − mean) / deviation`; into a field, or in place.
 *
 * The scale is given, fitted on a sample ({@link fitScale}), or found on the way: from the numbers of the key so far, this
 * one included. A range found on the way therefore never leaves the span, and a z-score after n numbers is (n − 1)/√n at
 * most; the deviation is that of a sample (divided by n − 1). A given range is not a limit: what lies outside it comes to
 * lie outside the span.
 *
 * Null gets null. NaN and infinite numbers get what the formula gives for them, and have no part in a scale. There is
 * null where there is no scale: before `atLeast` numbers, while all numbers were the same, for a key without one. Records
 * are taken as they come; time plays no part. Cost: a division or two a record, three with a z-score found on the way.
 * State, a key: three numbers where the scale is found on the way, else none. Scales are found by Welford's formula
 * (Technometrics 4, 1962), and as exact after 10⁹ numbers as after ten.
 *
 * @throws {@link PipelineError} when a scale has no extent or is not of the method's kind, a span is empty, or scales by
 * key are given without `by`.
 */
export function normalize<
  const Name extends string,
  const Into extends string = never,
  const Key extends string = never,
  const Time extends string = never,
>(
  options: NormalizeOptions<Name, Into, Key, Time>,
): Stage<NormalizeReads<Name, Into, Key, Time>, WritesInto<Into>> {
  const name = 'normalize';
  checkOptions<NormalizeOptions<string>>(name, options, normalizeRules, normalizeProblems);
  const { method, field, into, by, timestamp, maxKeys, idleMs, scale, scales, atLeast = 2 } = options;
  const basics = { name, reads: readsInto({ field, into, by, timestamp }), field, into, by };
  const span = (options.method === 'range' ? options.to : undefined) ?? [0, 1];
  if (scale !== undefined || scales !== undefined) {
    return new GivenNormalize({ ...basics, ...measuresOf(options), span });
  }
  return new NumberStage({
    ...basics,
    ...{ timestamp, maxKeys, idleMs },
    isTimed: false,
    madeOf: { field, method, by },
    makeKernel: () => (method === 'range' ? new RunningRange(atLeast, span) : new RunningDeviation(atLeast)),
  });
}

function measuresOf({
  method,
  scale,
  scales = {},
}: NormalizeOptions<string>): Pick<GivenPlan, 'measure' | 'measures'> {
  const measures = Object.entries(scales).map(([key, own]) => [key, measureOf(own, method)]);
  return {
    measure: scale === undefined ? undefined : measureOf(scale, method),
    measures: Object.fromEntries(measures),
  };
}

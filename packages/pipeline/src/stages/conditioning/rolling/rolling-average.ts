import {
  checkOptions,
  count,
  fieldName,
  keyRules,
  type OptionRules,
  optionalFieldName,
  required,
} from '../../../internal/option-rules.ts';
import { idleProblems, type Problem } from '../../../internal/options.ts';
import type { KeyLimits } from '../../../internal/slot-pool.ts';
import { atLeastProblem, type RollingStage, rollingStage } from './rolling.ts';

export interface RollingAverageOptions<
  Name extends string,
  Into extends string,
  Key extends string,
  Time extends string = string,
> extends KeyLimits {
  /** The numeric field to average. */
  readonly field: Name;
  /** How many records the mean is taken over: the record itself and those before it. */
  readonly window: number;
  /** The field that receives the mean: nullable, and added where there is none of that name. */
  readonly into: Into;
  /**
   * How many numbers there must be for a mean.
   *
   * @defaultValue a full `window`
   */
  readonly atLeast?: number;
  /** The dictionary field to keep windows apart by; one window over all records without it. */
  readonly by?: Key;
  /** The timestamp field, for `idleMs`. */
  readonly timestamp?: Time;
}

/**
 * The mean of the last records of each key, the record itself included, written into a field: {@link rolling} for its
 * most common case.
 *
 * There is a mean from the `window`-th record of a key on, null before. Records whose value is null take no place in the
 * window and get null. A mean is exact to the rounding of one summation of its window, however many came before.
 * Cost: 2 additions a record. State: `window` numbers a key.
 *
 * @throws {@link PipelineError} when the window is not a positive whole number.
 */
export function rollingAverage<
  const Name extends string,
  const Into extends string,
  const Key extends string = never,
  const Time extends string = never,
>(options: RollingAverageOptions<Name, Into, Key, Time>): RollingStage<Name, Into, Key, Time> {
  checkOptions('rollingAverage', options, averageRules, averageProblems);
  return rollingStage('rollingAverage', { ...options, statistic: 'mean' });
}

const averageRules: OptionRules<RollingAverageOptions<string, string, string>> = {
  field: fieldName,
  window: required(count(), 'how many records the mean is taken over'),
  into: fieldName,
  atLeast: count(),
  ...keyRules,
  timestamp: optionalFieldName,
};

function averageProblems(options: RollingAverageOptions<string, string, string>): Problem[] {
  return [atLeastProblem(options), ...idleProblems(options)];
}

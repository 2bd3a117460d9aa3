import {
  checkOptions,
  choice,
  duration,
  durationOrZero,
  fieldName,
  finite,
  keyRules,
  type OptionRules,
  optionalFieldName,
} from '../../internal/option-rules.ts';
import { idleProblems, type Problem } from '../../internal/options.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import { limitProblems, limitsByKey } from '../filtering/limit-problems.ts';
import type { Limits } from '../filtering/limits.ts';
import type { AlarmLimitsByKey, ClearLimits } from './alarm-limits.ts';
import { ownAlarmFields } from './alarm-records.ts';
import type { AlarmDelayOptions } from './alarm-settings.ts';

/** What an alarm stage sends on: each alarm when it has ended, or each change of each alarm. */
export type AlarmEmission = 'ended' | 'changes';

export interface AlarmsOptions<
  Name extends string,
  Key extends string,
  Time extends string,
  Emission extends AlarmEmission = AlarmEmission,
> extends Limits,
    ClearLimits,
    AlarmDelayOptions,
    KeyLimits {
  /** The numeric field to watch. */
  readonly field: Name;
  /** The dictionary field to keep alarms apart by; one alarm at a time over all records without it. */
  readonly by?: Key;
  /**
   * The timestamp field.
   *
   * @defaultValue `'timestamp'`
   */
  readonly timestamp?: Time;
  /** Limits of single keys, where they differ from the others. */
  readonly limits?: AlarmLimitsByKey;
  /**
   * - `ended`: one record for each alarm, when it has ended
   * - `changes`: one when it is raised and one when it is cleared, told apart by the field `state`
   *
   * @defaultValue `'ended'`
   */
  readonly emit?: Emission;
  /** With `emit: 'changes'`: also one, of state `updated`, whenever an alarm has gone on for so many milliseconds. */
  readonly updateMs?: number;
}

const alarmRules: OptionRules<AlarmsOptions<string, string, string>> = {
  field: fieldName,
  ...keyRules,
  timestamp: optionalFieldName,
  above: finite,
  below: finite,
  clearAbove: finite,
  clearBelow: finite,
  limits: limitsByKey(['above', 'below', 'clearAbove', 'clearBelow']),
  raiseDelayMs: durationOrZero,
  clearDelayMs: durationOrZero,
  staleMs: duration,
  emit: choice(['ended', 'changes']),
  updateMs: duration,
};

/**
 * Refuses options that cannot be meant.
 *
 * @throws {@link PipelineError} `invalid-pipeline` with all that is wrong.
 */
export function checkAlarmOptions(stage: string, options: AlarmsOptions<string, string, string>): void {
  checkOptions(stage, options, alarmRules, alarmProblems);
}

function alarmProblems(options: AlarmsOptions<string, string, string>): Problem[] {
  const { staleMs, updateMs, emit, by, idleMs, timestamp = 'timestamp' } = options;
  return [
    ...(staleMs === undefined || hasLimits(options) ? limitProblems(options) : []),
    ...clearProblems(options),
    updateMs !== undefined && emit !== 'changes'
      ? "updateMs says how often changes are sent: give emit: 'changes' as well"
      : undefined,
    ownAlarmFields.includes(by ?? '')
      ? `by names the field of an alarm that says which key it is of, and alarms have a field '${by}' already`
      : undefined,
    ...idleProblems({ idleMs, by, timestamp }),
  ];
}

function hasLimits({ above, below, limits }: Limits & { readonly limits?: AlarmLimitsByKey }): boolean {
  return above !== undefined || below !== undefined || limits !== undefined;
}

/** A clear limit beyond its threshold would end an alarm while it still holds; one without a threshold would do nothing. */
function clearProblems(options: AlarmsOptions<string, string, string>): Problem[] {
  const byKey = Object.entries(options.limits ?? {});
  return [
    ...clearProblemsOf('', options),
    ...byKey.flatMap(([key, own]) => clearProblemsOf(`limits['${key}'].`, own ?? {})),
    ...(['above', 'below'] as const).map((side) => {
      const clear = side === 'above' ? 'clearAbove' : 'clearBelow';
      const isLimited = options[side] !== undefined || byKey.some(([, own]) => own?.[side] !== undefined);
      return options[clear] === undefined || isLimited
        ? undefined
        : `${clear} ends alarms of the threshold ${side}, and there is none: give ${side} as well`;
    }),
  ];
}

function clearProblemsOf(
  path: string,
  { above, below, clearAbove, clearBelow }: Limits & ClearLimits,
): Problem[] {
  const why = 'an alarm would end while it still holds';
  return [
    above !== undefined && clearAbove !== undefined && clearAbove > above
      ? `${path}clearAbove (${clearAbove}) is beyond above (${above}): ${why}`
      : undefined,
    below !== undefined && clearBelow !== undefined && clearBelow < below
      ? `${path}clearBelow (${clearBelow}) is beyond below (${below}): ${why}`
      : undefined,
  ];
}

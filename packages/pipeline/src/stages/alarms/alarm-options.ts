import { durationProblem, keyProblems, type Problem, refuseOptions } from '../../internal/options.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import { limitProblems } from '../filtering/limit-problems.ts';
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

const limitNames = ['above', 'below', 'clearAbove', 'clearBelow'];

/**
 * Refuses options that cannot be meant.
 *
 * @throws {@link PipelineError} `invalid-pipeline` with all that is wrong.
 */
export function checkAlarmOptions(stage: string, options: AlarmsOptions<string, string, string>): void {
  const { raiseDelayMs, clearDelayMs, staleMs, updateMs, emit, timestamp = 'timestamp' } = options;
  const limitsNeeded = staleMs === undefined || hasLimits(options);
  refuseOptions(stage, [
    ...(limitsNeeded ? limitProblems(options, limitNames) : []),
    ...clearProblems(options),
    durationProblem('raiseDelayMs', raiseDelayMs, true),
    durationProblem('clearDelayMs', clearDelayMs, true),
    durationProblem('staleMs', staleMs),
    durationProblem('updateMs', updateMs),
    updateMs !== undefined && emit !== 'changes'
      ? "updateMs says how often changes are sent: give emit: 'changes' as well"
      : undefined,
    ownAlarmFields.includes(options.by ?? '')
      ? `by names the field of an alarm that says which key it is of, and alarms have a field '${options.by}' already`
      : undefined,
    ...keyProblems({ ...options, timestamp }),
  ]);
}

function hasLimits({ above, below, limits }: Limits & { readonly limits?: AlarmLimitsByKey }): boolean {
  return above !== undefined || below !== undefined || limits !== undefined;
}

/** A clear limit beyond the threshold that it stands beside would end an alarm while it still holds. */
function clearProblems(options: AlarmsOptions<string, string, string>): Problem[] {
  return [
    ...clearProblemsOf('', options),
    ...Object.entries(options.limits ?? {}).flatMap(([key, own]) =>
      clearProblemsOf(`limits['${key}'].`, own),
    ),
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

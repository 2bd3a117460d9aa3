import { type LimitSettings, type Limits, limitsOf, ownOf } from '../filtering/limits.ts';

/**
 * How far back a value must come to end an alarm: strictly below `clearAbove`, strictly above `clearBelow`.
 *
 * A key that has a threshold of its own needs a clear limit of its own where the common one lies beyond that threshold: its
 * alarms would hold one reading each.
 */
export interface ClearLimits {
  /** @defaultValue the threshold `above` */
  readonly clearAbove?: number | undefined;
  /** @defaultValue the threshold `below` */
  readonly clearBelow?: number | undefined;
}

/** Limits by key: each replaces the default on the side it names. */
export interface AlarmLimitsByKey {
  readonly [key: string]: Limits & ClearLimits;
}

/** Limits and delays as the settings of an alarm stage hold them. */
export interface AlarmSettingValues extends LimitSettings {
  readonly limits: AlarmLimitsByKey | undefined;
  readonly clearAbove: number | undefined;
  readonly clearBelow: number | undefined;
}

/** The limits of one key. */
export interface KeyLimitValues {
  readonly above: { readonly limit: number; readonly clear: number };
  readonly below: { readonly limit: number; readonly clear: number };
}

/** The limits of a key: its own where it has one, else the default; a clear limit that nobody gives is the threshold. */
export function alarmLimitsOf(settings: AlarmSettingValues, key: string | null): KeyLimitValues {
  const [above, below] = limitsOf(settings, key);
  const own = ownOf(settings.limits, key);
  return {
    above: { limit: above, clear: own?.clearAbove ?? settings.clearAbove ?? above },
    below: { limit: below, clear: own?.clearBelow ?? settings.clearBelow ?? below },
  };
}

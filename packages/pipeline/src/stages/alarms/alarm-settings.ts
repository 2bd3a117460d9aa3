import { audited, nonNegative } from '@pipe/audit';
import { finiteLimit, ThresholdSettings } from '../filtering/threshold-settings.ts';
import type { AlarmSettingValues } from './alarm-limits.ts';

/** Rule: no length of time given, or one that is more than zero. */
function silence(value: number | undefined): boolean {
  return value === undefined || value > 0;
}

/** The limits and delays of a running alarm stage: assign to change them, from the next batch on. */
export class AlarmSettings extends ThresholdSettings implements AlarmSettingValues {
  @audited({ label: 'clear_above', check: finiteLimit }) accessor clearAbove: number | undefined;
  @audited({ label: 'clear_below', check: finiteLimit }) accessor clearBelow: number | undefined;
  @audited({ label: 'raise_delay_ms', check: nonNegative }) accessor raiseDelayMs = 0;
  @audited({ label: 'clear_delay_ms', check: nonNegative }) accessor clearDelayMs = 0;
  @audited({ label: 'stale_ms', check: silence }) accessor staleMs: number | undefined;

  constructor(options: Partial<AlarmSettingValues> & AlarmDelayOptions) {
    super(options);
    this.clearAbove = options.clearAbove;
    this.clearBelow = options.clearBelow;
    if (options.raiseDelayMs !== undefined) this.raiseDelayMs = options.raiseDelayMs;
    if (options.clearDelayMs !== undefined) this.clearDelayMs = options.clearDelayMs;
    this.staleMs = options.staleMs;
  }
}

/** For how long something must last before it counts, in milliseconds of event time. */
export interface AlarmDelayOptions {
  /**
   * For how long a value must have been in alarm before the alarm is raised (an on-delay): one that ends sooner is none.
   *
   * @defaultValue 0
   */
  readonly raiseDelayMs?: number | undefined;
  /**
   * For how long a value must have been back before the alarm is cleared (an off-delay).
   *
   * @defaultValue 0
   */
  readonly clearDelayMs?: number | undefined;
  /** For how long a key may have no value before it has an alarm of the side `stale`; without it there are none. */
  readonly staleMs?: number | undefined;
}

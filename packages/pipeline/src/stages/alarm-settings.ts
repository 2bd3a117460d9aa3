import { audited } from '@pipe/audit';
import type { LimitSettings } from './limits.ts';
import { finiteLimit, ThresholdSettings } from './threshold-settings.ts';

/** How far back a value must come to end an alarm: strictly below `clearAbove`, strictly above `clearBelow`. */
export interface ClearLimits {
  /** @defaultValue the threshold `above` */
  readonly clearAbove?: number | undefined;
  /** @defaultValue the threshold `below` */
  readonly clearBelow?: number | undefined;
}

/** The limits of a running alarm stage: assign to change them, from the next batch on. */
export class AlarmSettings extends ThresholdSettings {
  @audited({ label: 'clear_above', check: finiteLimit }) accessor clearAbove: number | undefined;
  @audited({ label: 'clear_below', check: finiteLimit }) accessor clearBelow: number | undefined;

  constructor(options: Partial<LimitSettings> & ClearLimits) {
    super(options);
    this.clearAbove = options.clearAbove;
    this.clearBelow = options.clearBelow;
  }
}

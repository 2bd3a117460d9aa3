import { audited } from '@pipe/audit';
import { limitsByKey } from './limit-problems.ts';
import type { LimitSettings, LimitsByKey } from './limits.ts';

/** Rule: no limit, or a finite number. */
export function finiteLimit(value: number | undefined): boolean {
  return value === undefined || Number.isFinite(value);
}

const limitsOfAnyStage = limitsByKey(['above', 'below', 'clearAbove', 'clearBelow']);

/** Rule: every limit of every key is a finite number, by one of the names that limits have. */
function finiteLimits(value: LimitsByKey | undefined): boolean {
  return (limitsOfAnyStage('limits', value) ?? []).length === 0;
}

/** The limits of a running stage: assign to change them, from the next batch on. Each assignment is in the change log. */
export class ThresholdSettings implements LimitSettings {
  @audited({ label: 'threshold_above', check: finiteLimit }) accessor above: number | undefined;
  @audited({ label: 'threshold_below', check: finiteLimit }) accessor below: number | undefined;
  /** Assign a new object: a change inside the old one is not noticed. */
  @audited({ label: 'threshold_limits', check: finiteLimits }) accessor limits: LimitsByKey | undefined;

  constructor({ above, below, limits }: Partial<LimitSettings>) {
    this.above = above;
    this.below = below;
    this.limits = limits;
  }
}

import type { KeyLimits } from '../../../internal/slot-pool.ts';
import type { Reads } from '../../../types.ts';

/** What every way of filling gaps is told. */
export interface FillPlan extends KeyLimits {
  readonly name: string;
  readonly reads: Reads;
  readonly field: string;
  /** In place without it. */
  readonly into: string | undefined;
  readonly by: string | undefined;
  readonly timestamp: string | undefined;
  /** The longest gap that is filled, in milliseconds of event time. */
  readonly maxGapMs: number;
}

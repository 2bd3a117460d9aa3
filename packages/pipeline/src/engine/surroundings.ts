import type { AnyBatch } from '../any-record.ts';
import type { DeadLetter } from '../dead-letter.ts';
import type { Clock } from '../types.ts';
import type { Waits } from './waits.ts';

/** What the parts of a run share. */
export interface Surroundings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly waits: Waits;
  /** A batch has reached a sink. */
  readonly arrived: (batch: AnyBatch) => void;
  /** Hands a dead letter on. */
  readonly setAside: (letter: DeadLetter) => void | Promise<void>;
  /** Ends the run with a failure that happened where nobody waits for the outcome. */
  readonly fail: (reason: unknown) => void;
  /** Takes down a failure that another one keeps from being thrown. */
  readonly alsoFailed: (reason: unknown) => void;
}

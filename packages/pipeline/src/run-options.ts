import type { CheckpointOptions, CheckpointStore } from './checkpoint.ts';
import type { DeadLetterSink } from './dead-letter.ts';
import type { Guarantee } from './guarantee.ts';
import type { Progress } from './report.ts';
import type { Clock } from './types.ts';

/** How a pipeline is run. */
export interface RunOptions {
  /**
   * Ends the run at once: it rejects with the signal's reason, which is given the run's `report` and, as `later`, what else
   * failed. A reason that can carry neither, such as a text or a frozen object, is thrown as it is: abort with an `Error`.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * What must become of records when the process dies. The run is refused when its parts cannot give it; without it,
   * positions are still committed only after their effect, and the report says what was reached.
   */
  readonly guarantee?: Guarantee | undefined;
  /** Where checkpoints are kept, and how often they are made. A run goes on from the last one. */
  readonly checkpoint?: CheckpointStore | CheckpointOptions | undefined;
  /**
   * How often positions are committed to sources at most, in milliseconds, after a flush of the sinks. With a checkpoint
   * store a commit comes with a checkpoint, never between two: what a source forgets must not be needed to go on from one.
   *
   * @defaultValue 1_000; with a checkpoint store, with every checkpoint.
   */
  readonly commitEveryMs?: number | undefined;
  /** Told how far the run has come: at most every `progressIntervalMs`, while the sources are quiet as well, and once at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** @defaultValue 100 */
  readonly progressIntervalMs?: number | undefined;
  /** Where dead letters go. Without it they are counted, and the first hundred are kept in the report. */
  readonly deadLetters?: DeadLetterSink | undefined;
  /** The timestamp field to measure `eventLatency` against; some of the records that reach a sink have it. */
  readonly eventTime?: string | undefined;
  /**
   * How long, in milliseconds, each component may take to close before it is left behind and named. Once the run is asked
   * to end, also how long a component may go on with one thing, and the sources may take to hand over what they have read:
   * then the run fails, and names them.
   *
   * @defaultValue 5_000
   */
  readonly closeDeadlineMs?: number | undefined;
  /** @defaultValue `performance` */
  readonly clock?: Clock | undefined;
  /** Tells epoch milliseconds. @defaultValue `Date` */
  readonly wallClock?: Clock | undefined;
}

/** The checkpoint options with the store's own defaults, or `undefined` where there is no store. */
export function checkpointOptions({ checkpoint }: RunOptions): CheckpointOptions | undefined {
  return isStore(checkpoint) ? { store: checkpoint } : checkpoint;
}

/** A store may have further members of any name. */
function isStore(checkpoint: RunOptions['checkpoint']): checkpoint is CheckpointStore {
  const given = Object(checkpoint);
  return 'load' in given || 'save' in given;
}

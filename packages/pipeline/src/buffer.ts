import type { AnyBatch } from './any-record.ts';
import { choiceProblem, type Problem, printed, refuseOptions } from './internal/options.ts';
import type { Stage } from './types.ts';

/** What a full buffer does with one batch more: let its sender wait, drop it, drop the oldest, or end the run. */
export type Overflow = 'block' | 'dropNewest' | 'dropOldest' | 'fail';

export interface BufferOptions {
  /**
   * The most records that wait.
   *
   * @defaultValue 65_536
   */
  readonly records?: number;
  /**
   * The most bytes of columns that wait.
   *
   * @defaultValue 64 MiB
   */
  readonly bytes?: number;
  /** @defaultValue `'block'` */
  readonly overflow?: Overflow;
}

/**
 * Lets what comes before and what comes after work at the same time, with a bounded number of batches waiting between
 * them: a source that reads while a slow sink writes, a branch that must not hold up the others.
 *
 * A single batch larger than the buffer is let in alone. Dropped records are counted as `dropped` in the ledger.
 *
 * @throws {@link PipelineError} when a limit is not a positive number or the overflow policy is unknown.
 */
export function buffer(options: BufferOptions = {}): BufferStage {
  return new BufferStage(options);
}

/** See {@link buffer}. */
export class BufferStage implements Stage {
  readonly name = 'buffer';
  readonly records: number;
  readonly bytes: number;
  readonly overflow: Overflow;

  constructor({ records = 65_536, bytes = 64 * 2 ** 20, overflow = 'block' }: BufferOptions) {
    refuseOptions('buffer', [
      limitProblem('records', records),
      limitProblem('bytes', bytes),
      choiceProblem('overflow', overflow, ['block', 'dropNewest', 'dropOldest', 'fail']),
    ]);
    this.records = records;
    this.bytes = bytes;
    this.overflow = overflow;
  }

  create(): BufferStage {
    return new BufferStage(this);
  }

  /** Holds nothing back by itself: the engine puts a queue in its place. */
  process(batch: AnyBatch): AnyBatch {
    return batch;
  }
}

function limitProblem(name: string, limit: number): Problem {
  return limit > 0 ? undefined : `${name} is a positive number; it was ${printed(limit)}`;
}

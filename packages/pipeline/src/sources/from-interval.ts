import type { Fields, RecordInput, RecordType } from '@pipe/records';
import { PipelineError } from '../errors.ts';
import { realTimer } from '../internal/real-timer.ts';
import type { Source, Timer } from '../types.ts';
import type { Chunk } from './batcher.ts';
import { feedOfIterable } from './feed.ts';
import { type FeedOptions, feedSource, type OpenInput } from './feed-source.ts';

/** One moment at which a {@link fromInterval} source reads. */
export interface Tick {
  /** Counts the intervals from 0; ticks that nobody had time for are left out. */
  readonly index: number;
  /** Aborted when the run ends early: a reading that waits should give up. */
  readonly signal: AbortSignal;
}

/** What one tick gives: a record, several, or none. */
export type Readings<F extends Fields> = RecordInput<F> | readonly RecordInput<F>[] | undefined;

/** How the records of a tick are sent on. */
export interface FromIntervalOptions extends Omit<FeedOptions, 'replayable'> {
  /**
   * How long the first record of a batch waits at most for those of later ticks, in milliseconds.
   *
   * @defaultValue 0
   */
  readonly lingerMs?: number;
}

/**
 * A source that reads at regular times: at once, and then every `everyMs` milliseconds.
 *
 * Ticks keep to the schedule of the start and do not drift. Where a reading, or the pipeline behind it, takes longer than
 * the interval, the ticks it missed are left out, never caught up. What `read` throws ends the run.
 *
 * @param read - Gives the records of a tick, or a promise of them. May be called once for each run at a time.
 * @throws {@link PipelineError} when the interval is not a positive number.
 */
export function fromInterval<F extends Fields>(
  recordType: RecordType<F>,
  everyMs: number,
  read: (tick: Tick) => Readings<F> | PromiseLike<Readings<F>>,
  options: FromIntervalOptions = {},
): Source<F> {
  if (!(everyMs > 0 && Number.isFinite(everyMs))) {
    const message = `fromInterval: the interval is a positive number of milliseconds; it was ${String(everyMs)}.`;
    throw new PipelineError('invalid-pipeline', message);
  }
  const { timer = realTimer } = options;
  // The records of a tick are given on together: what was read at one time is not torn apart when the run ends.
  async function* readings({ signal }: OpenInput): AsyncGenerator<Chunk<F>> {
    for await (const index of ticks(everyMs, timer, signal)) {
      const given = await read({ index, signal });
      if (given !== undefined) yield given;
    }
  }
  const anew = (opening: OpenInput) => feedOfIterable(readings(opening), true);
  return feedSource('fromInterval', recordType, { anew }, { lingerMs: 0, ...options });
}

/** The numbers of the intervals, each when its time has come. */
async function* ticks(everyMs: number, timer: Timer, signal: AbortSignal): AsyncGenerator<number> {
  const start = timer.now();
  let next = 0;
  for (;;) {
    const early = start + next * everyMs - timer.now();
    if (early > 0) await timer.sleep(early, signal);
    yield next;
    next = Math.max(next + 1, Math.ceil((timer.now() - start) / everyMs));
  }
}

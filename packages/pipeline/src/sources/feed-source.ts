import type { Fields, RecordBatch, RecordType } from '@pipe/records';
import { PipelineError } from '../errors.ts';
import { realTimer } from '../internal/real-timer.ts';
import type { Source, StreamOptions, Timer } from '../types.ts';
import { BatchReader } from './batch-reader.ts';
import { Batcher, type Chunk, checkBatchSize, recordsBefore } from './batcher.ts';
import type { Feed } from './feed.ts';

/** How records that come one by one are put into batches. */
export interface FeedOptions {
  /**
   * The source's name in reports.
   *
   * @defaultValue the record type's name
   */
  readonly name?: string;
  /**
   * Records in a batch: a full one is sent on at once.
   *
   * @defaultValue 2_048
   */
  readonly batchSize?: number;
  /**
   * How long the first record of a batch waits at most for others, in milliseconds.
   *
   * @defaultValue 100
   */
  readonly lingerMs?: number;
  /**
   * Whether every reading from the beginning gives the same records. The source then has a position, the number of
   * records given out, and a run that goes on from one leaves those out. Never say so of something live.
   *
   * @defaultValue false
   */
  readonly replayable?: boolean;
  /** @defaultValue the machine's clock */
  readonly timer?: Timer;
}

/** What an input is opened with. */
export interface OpenInput {
  /** Aborted when nobody reads on: a read that is pending should end then. */
  readonly signal: AbortSignal;
}

/** An input that can be read once, or one that is opened anew for each run. */
export type Input<F extends Fields> =
  | { readonly once: (input: OpenInput) => Feed<Chunk<F>> }
  | { readonly anew: (input: OpenInput) => Feed<Chunk<F>> };

/**
 * The source that reads an input.
 *
 * @param kind - The function that the user called, for its messages.
 */
export function feedSource<F extends Fields>(
  kind: string,
  recordType: RecordType<F>,
  input: Input<F>,
  options: FeedOptions,
): Source<F> {
  const { batchSize = 1, lingerMs = 0 } = options;
  checkBatchSize(kind, batchSize);
  if (!(lingerMs >= 0)) {
    const message = `${kind}: lingerMs is a time in milliseconds, 0 or more; it was ${String(lingerMs)}.`;
    throw new PipelineError('invalid-pipeline', message);
  }
  if ('anew' in input) return new ReopenedSource(recordType, input.anew, options);
  return new FeedSource(recordType, input.once, options);
}

type OpenFeed<F extends Fields> = (input: OpenInput) => Feed<Chunk<F>>;

class FeedSource<F extends Fields> implements Source<F> {
  readonly name: string;
  readonly recordType: RecordType<F>;
  readonly position?: () => number;
  readonly #open: OpenFeed<F>;
  readonly #options: FeedOptions;
  #reader: BatchReader<F> | undefined;
  #given = 0;

  constructor(recordType: RecordType<F>, open: OpenFeed<F>, options: FeedOptions) {
    this.name = options.name ?? recordType.name;
    this.recordType = recordType;
    this.#open = open;
    this.#options = options;
    if (options.replayable) this.position = () => this.#given;
  }

  stream({ signal, position, deadLetter }: StreamOptions): AsyncIterable<RecordBatch<F>> {
    const { batchSize = 2_048, lingerMs = 100, timer = realTimer } = this.#options;
    const start = recordsBefore(position);
    this.#given = start;
    const onBatch = (read: number) => {
      this.#given = read;
    };
    this.#reader = new BatchReader(
      this.#open({ signal }),
      new Batcher(this.recordType, { batchSize, start, deadLetter }),
      { signal, lingerMs, timer, onBatch },
    );
    return this.#reader;
  }

  finish(): void {
    this.#reader?.finish();
  }

  /** An input that was given up may still be closing. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader?.closed();
  }
}

class ReopenedSource<F extends Fields> extends FeedSource<F> {
  readonly #again: () => ReopenedSource<F>;

  constructor(recordType: RecordType<F>, open: OpenFeed<F>, options: FeedOptions) {
    super(recordType, open, options);
    this.#again = () => new ReopenedSource(recordType, open, options);
  }

  create(): ReopenedSource<F> {
    return this.#again();
  }
}

import type { Fields, RecordBatch } from '@pipe/records';
import type { Timer } from '../types.ts';
import type { Batcher, Chunk } from './batcher.ts';
import type { Feed } from './feed.ts';
import { Linger } from './linger.ts';

export interface BatchReaderOptions {
  readonly signal: AbortSignal;
  /** How long the first record of a batch waits at most for others. */
  readonly lingerMs: number;
  readonly timer: Timer;
  /** Told how many records have been read, when a batch is given out. */
  readonly onBatch: (read: number) => void;
}

type Result<F extends Fields> = IteratorResult<RecordBatch<F>, undefined>;

/**
 * Reads a feed into batches: each is given out when it is full, or when its first record has waited for the linger time.
 *
 * It reads only while somebody waits for a batch, so nothing piles up but the one item that was asked for. Not a
 * generator: the `return` of one waits behind a pending `next`, and here the end must come at once.
 */
export class BatchReader<F extends Fields> implements AsyncIterableIterator<RecordBatch<F>, undefined> {
  readonly #feed: Feed<Chunk<F>>;
  readonly #batcher: Batcher<F>;
  readonly #options: BatchReaderOptions;
  readonly #linger: Linger;
  #waiting: PromiseWithResolvers<Result<F>> | undefined;
  #isReading = false;
  /** An item has come whose record is still being set aside. */
  #isTaking = false;
  #isFinishing = false;
  /** Nothing more is read: the feed has ended or failed, or the end has come from outside. */
  #isOver = false;
  #failure: { readonly reason: unknown } | undefined;
  #closing: Promise<void> | undefined;

  constructor(feed: Feed<Chunk<F>>, batcher: Batcher<F>, options: BatchReaderOptions) {
    this.#feed = feed;
    this.#batcher = batcher;
    this.#options = options;
    this.#linger = new Linger(options.lingerMs, options.timer, () => this.#proceed());
    if (options.signal.aborted) this.#end();
    else options.signal.addEventListener('abort', this.#end, { once: true });
  }

  next(): Promise<Result<F>> {
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#proceed();
    return promise;
  }

  async return(): Promise<Result<F>> {
    this.#end();
    await this.#closing;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Nothing more is read: what has been read is given out at once, and then the end. */
  finish(): void {
    if (this.#isOver) return;
    this.#isFinishing = true;
    if (this.#isTaking) return;
    this.#close();
    this.#stop();
  }

  /** Resolves when the input has been let go of; rejects when it failed at that. */
  async closed(): Promise<void> {
    await this.#closing;
  }

  /** Gives what can be given to whoever waits; otherwise reads on. */
  #proceed(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const { ready } = this.#batcher;
    if (ready.length === 0 && (this.#isOver || this.#linger.isOver)) {
      this.#batcher.complete();
      this.#linger.clear();
    }
    const stamped = ready.shift();
    if (!stamped && !this.#isOver) {
      this.#read();
      return;
    }
    this.#waiting = undefined;
    if (stamped) {
      this.#options.onBatch(stamped.read);
      waiting.resolve({ done: false, value: stamped.batch });
    } else if (this.#failure) {
      waiting.reject(this.#failure.reason);
      this.#failure = undefined;
    } else {
      waiting.resolve({ done: true, value: undefined });
    }
  }

  #read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      this.#feed.next().then(this.#arrived, this.#failed);
    } catch (reason) {
      this.#failed(reason);
    }
  }

  readonly #arrived = (result: IteratorResult<Chunk<F>, unknown>): void => {
    if (this.#isOver) return;
    if (result.done) this.#stop();
    else this.#take(result.value);
  };

  #take(chunk: Chunk<F>): void {
    try {
      const setAside = this.#add(chunk);
      this.#isTaking = setAside !== undefined;
      if (setAside) setAside.then(this.#taken, this.#refused);
      else this.#taken();
    } catch (reason) {
      this.#refused(reason);
    }
  }

  #add(chunk: Chunk<F>): void | Promise<void> {
    const batcher = this.#batcher;
    const { isFilling, ready } = batcher;
    const completed = ready.length;
    const setAside = batcher.add(chunk);
    const isSameBatch = isFilling && batcher.isFilling && ready.length === completed;
    if (isSameBatch) return setAside;
    this.#linger.clear();
    if (batcher.isFilling) this.#linger.start();
    return setAside;
  }

  readonly #taken = (): void => {
    this.#isReading = false;
    this.#isTaking = false;
    if (this.#isFinishing) this.finish();
    else this.#proceed();
  };

  /** The feed has failed. What had been read before is given out first. */
  readonly #failed = (reason: unknown): void => {
    if (this.#isOver) return;
    this.#failure = { reason };
    this.#stop();
  };

  /** What the feed gave cannot be used: the feed itself would go on. */
  readonly #refused = (reason: unknown): void => {
    this.#isReading = false;
    this.#isTaking = false;
    if (!this.#isOver) this.#close();
    this.#failed(reason);
  };

  /** The end has come from outside: what has not been given out stays here. */
  readonly #end = (): void => {
    if (this.#isOver) return;
    this.#close();
    this.#batcher.discard();
    this.#linger.clear();
    this.#stop();
  };

  #stop(): void {
    this.#isOver = true;
    this.#options.signal.removeEventListener('abort', this.#end);
    this.#proceed();
  }

  #close(): void {
    const close = async () => {
      await this.#feed.close(this.#isReading);
    };
    this.#closing = close();
    // Reported to whoever awaits it; there may be nobody.
    this.#closing.catch(() => {});
  }
}

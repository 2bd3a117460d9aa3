import type { AnyBatch } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import type { Position, Source, StreamOptions } from '../types.ts';

/** One of the merged sources, by a name of its own. */
export interface Part {
  readonly source: Source;
  readonly name: string;
}

interface Stream extends Part {
  readonly iterator: AsyncIterator<AnyBatch>;
}

interface Arrival {
  readonly stream: Stream;
  readonly batch: AnyBatch;
  readonly position: Position | undefined;
}

type Result = IteratorResult<AnyBatch, undefined>;
type Positions = { readonly [source: string]: Position };

/** Reads several sources at once. Each is asked for its next batch when its last one has been given out. */
export class MergeReader implements AsyncIterableIterator<AnyBatch, undefined> {
  readonly #streams: readonly Stream[];
  readonly #live: Set<Stream>;
  readonly #idle: Set<Stream>;
  /** Streams that nobody reads any more, and that have not ended. */
  readonly #left: Stream[] = [];
  readonly #arrivals: Arrival[] = [];
  /** Aborted with the run, and when a source fails, so that the others stop waiting. */
  readonly #abort = new AbortController();
  #positions: Positions;
  #waiting: PromiseWithResolvers<Result> | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: readonly Part[], { signal, position, deadLetter }: StreamOptions) {
    this.#positions = positionsOf(position);
    const ownSignal = AbortSignal.any([signal, this.#abort.signal]);
    this.#streams = parts.map(({ source, name }) => {
      const start = this.#positions[name];
      const stream = source.stream({
        signal: ownSignal,
        ...(start === undefined ? {} : { position: start }),
        deadLetter: (input) =>
          deadLetter(
            input.position === undefined ? input : { ...input, position: { [name]: input.position } },
          ),
      });
      return { source, name, iterator: stream[Symbol.asyncIterator]() };
    });
    this.#live = new Set(this.#streams);
    this.#idle = new Set(this.#streams);
    const end = () => this.#close(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true, signal: this.#abort.signal });
  }

  /** The positions after the batch given out last, by source. */
  get position(): Positions {
    return this.#positions;
  }

  hasEnded(name: string): boolean {
    return ![...this.#live].some((stream) => stream.name === name);
  }

  next(): Promise<Result> {
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    for (const stream of this.#idle) void this.#read(stream);
    this.#proceed();
    return promise;
  }

  async return(): Promise<Result> {
    this.#close(undefined);
    await this.#closing;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Each source gives out what it has read; one that cannot say when it has is not read any further. */
  finish(): void {
    for (const stream of this.#live) {
      if (stream.source.finish) stream.source.finish();
      else this.#leave(stream);
    }
    this.#proceed();
  }

  /** Resolves when every source has let go of its input; rejects when one failed at that. */
  async closed(): Promise<void> {
    await this.#closing;
  }

  async #read(stream: Stream): Promise<void> {
    this.#idle.delete(stream);
    try {
      const { done, value } = await stream.iterator.next();
      if (done) this.#live.delete(stream);
      else this.#arrivals.push({ stream, batch: value, position: stream.source.position?.() });
    } catch (reason) {
      this.#live.delete(stream);
      if (!this.#closing) this.#failure = { reason };
      this.#close(reason);
    }
    this.#proceed();
  }

  #proceed(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const arrival = this.#failure ? undefined : this.#arrivals.shift();
    if (!arrival && !this.#failure && !this.#closing && this.#live.size > 0) return;
    this.#waiting = undefined;
    if (arrival) {
      this.#give(arrival);
      waiting.resolve({ done: false, value: arrival.batch });
    } else if (this.#failure) {
      waiting.reject(this.#failure.reason);
      this.#failure = undefined;
    } else {
      waiting.resolve({ done: true, value: undefined });
    }
  }

  #give({ stream, position }: Arrival): void {
    if (this.#live.has(stream)) this.#idle.add(stream);
    if (position !== undefined) this.#positions = { ...this.#positions, [stream.name]: position };
  }

  #leave(stream: Stream): void {
    this.#live.delete(stream);
    this.#idle.delete(stream);
    this.#left.push(stream);
  }

  #close(reason: unknown): void {
    if (this.#closing) return;
    this.#arrivals.length = 0;
    this.#abort.abort(reason);
    for (const stream of this.#live) this.#leave(stream);
    this.#closing = allSettled(this.#left.map(async ({ iterator }) => iterator.return?.()));
    // Reported to whoever awaits it; there may be nobody.
    this.#closing.catch(() => {});
    this.#proceed();
  }
}

async function allSettled(work: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

function positionsOf(position: Position | undefined): Positions {
  if (position === undefined) return {};
  if (typeof position === 'object' && position !== null && !Array.isArray(position))
    return position as Positions;
  throw new PipelineError(
    'component-failed',
    `a position of merged sources is an object, { sourceName: position }; it was ${JSON.stringify(position)}`,
  );
}

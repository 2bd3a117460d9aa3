import type { AnyBatch } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import type { Position, Source, UnreadableInput } from '../types.ts';

/** One source in a run: reads batches, and knows the position of each. */
export class SourceNode {
  readonly source: Source;
  /** The source's name in reports and dead letters. */
  readonly name: string;
  readonly place: string;
  #iterator: AsyncIterator<AnyBatch> | undefined;
  #position: Position | undefined;
  #ended = false;

  constructor(source: Source, name: string, place: string) {
    this.source = source;
    this.name = name;
    this.place = place;
  }

  /** The position after the batch read last; `undefined` before the first, and for a source that has none. */
  get position(): Position | undefined {
    return this.#position;
  }

  get ended(): boolean {
    return this.#ended;
  }

  start(signal: AbortSignal, deadLetter: (input: UnreadableInput) => void | Promise<void>): void {
    try {
      this.#iterator = this.source.stream({ signal, deadLetter })[Symbol.asyncIterator]();
    } catch (cause) {
      throw this.#failure('stream', cause);
    }
  }

  /** The next batch, or `undefined` at the end of the input. */
  async next(): Promise<AnyBatch | undefined> {
    if (!this.#iterator || this.#ended) return undefined;
    try {
      const { done, value } = await this.#iterator.next();
      if (done) {
        this.#ended = true;
        return undefined;
      }
      this.#position = this.source.position?.();
      return value;
    } catch (cause) {
      this.#ended = true;
      throw this.#failure('stream', cause);
    }
  }

  /** Tells the stream that nobody reads on, so that it can let go of what it holds. */
  async close(): Promise<void> {
    const iterator = this.#iterator;
    this.#iterator = undefined;
    if (!this.#ended) await iterator?.return?.();
  }

  async commit(position: Position): Promise<void> {
    try {
      await this.source.commit?.(position);
    } catch (cause) {
      throw this.#failure('commit', cause);
    }
  }

  #failure(method: string, cause: unknown): PipelineError {
    const message = cause instanceof Error ? cause.message : String(cause);
    return new PipelineError('component-failed', `${this.place} failed in ${method}(): ${message}`, {
      cause,
    });
  }
}

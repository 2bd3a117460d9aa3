import type { AnyBatch } from '../any-record.ts';
import type { PipelineError } from '../errors.ts';
import type { Position, Source, UnreadableInput } from '../types.ts';
import { failureOf } from './failure.ts';

/** One source in a run: reads batches, and knows the position of each. */
export class SourceNode {
  readonly source: Source;
  /** The source's name in reports and dead letters. */
  readonly name: string;
  readonly place: string;
  #iterator: AsyncIterator<AnyBatch> | undefined;
  #position: Position | undefined;
  #ended = false;
  #isFinishing = false;

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

  /** Whether the source hands over what it has read, and ends, when it is asked to. */
  get finishes(): boolean {
    return this.source.finish !== undefined;
  }

  /** Begins to read, from the position where there is one. */
  start(
    signal: AbortSignal,
    position: Position | undefined,
    deadLetter: (input: UnreadableInput) => void | Promise<void>,
  ): void {
    this.#position = position;
    if (this.#isFinishing) return;
    const options = { signal, deadLetter, ...(position === undefined ? {} : { position }) };
    try {
      this.#iterator = this.source.stream(options)[Symbol.asyncIterator]();
    } catch (cause) {
      throw failureOf(this.place, 'stream', cause);
    }
  }

  /**
   * Reads the next batch. Calls back, because a promise between the stream and who waits for it would cost each batch a
   * turn of the event loop's queue more.
   *
   * @param take - Given the batch, or `undefined` at the end of the input.
   * @param fail - Given what the stream threw, with its place.
   */
  async read(
    take: (batch: AnyBatch | undefined) => void,
    fail: (reason: PipelineError) => void,
  ): Promise<void> {
    let batch: AnyBatch | undefined;
    try {
      batch = this.#ended ? undefined : this.#taken(await this.#iterator?.next());
    } catch (cause) {
      this.#ended = true;
      fail(failureOf(this.place, 'stream', cause));
      return;
    }
    take(batch);
  }

  /** Asks the source to read nothing more. */
  finish(): void {
    this.#isFinishing = true;
    if (!this.#iterator || this.#ended) return;
    try {
      this.source.finish?.();
    } catch (cause) {
      throw failureOf(this.place, 'finish', cause);
    }
  }

  /** Tells the stream that nobody reads on, so that it can let go of what it holds. */
  async close(): Promise<void> {
    const iterator = this.#iterator;
    this.#iterator = undefined;
    if (!this.#ended) await iterator?.return?.();
  }

  #taken(result: IteratorResult<AnyBatch, unknown> | undefined): AnyBatch | undefined {
    if (!result || result.done) {
      this.#ended = true;
      return undefined;
    }
    this.#position = this.source.position?.();
    return result.value;
  }
}

import type { AnyBatch } from '../any-record.ts';
import type { OpenContext, Sink } from '../types.ts';
import { type ChunkKind, chunksOf, hasFailed } from './chunks.ts';

/** What is written to: the part of the writer of a Web `WritableStream` that is needed. */
export interface ChunkWriter {
  /** Resolves when there is room for another chunk; rejects when there will never be. */
  readonly ready: Promise<unknown>;
  readonly desiredSize: number | null;
  /** Writes a chunk; resolves when it has been taken. */
  write(chunk: unknown): Promise<void>;
  /** Nothing more will be written. */
  close(): Promise<void>;
  /** What was written so far is not to be relied on. */
  abort(reason?: unknown): Promise<void>;
  /** Lets others write. */
  releaseLock(): void;
}

export interface ToWritableStreamOptions {
  /**
   * What is written: records one by one, or whole batches, which belong to the stream's owner and are to be released.
   *
   * @defaultValue `'rows'`
   */
  readonly chunks?: ChunkKind;
  /**
   * Leave the stream open at the end, for others to write on.
   *
   * @defaultValue false
   */
  readonly preventClose?: boolean;
}

/**
 * Writes to a Web `WritableStream`, no faster than it takes chunks.
 *
 * The stream is closed when everything has been written, and aborted with the reason when the run fails. A flush waits
 * until every chunk so far has been written. A stream is for one run.
 *
 * @typeParam Chunk - What the stream takes.
 */
export function toWritableStream<Chunk>(
  stream: WritableStream<Chunk>,
  options: ToWritableStreamOptions = {},
): Sink {
  return new WritableStreamSink(stream, options, 'toWritableStream');
}

/** See {@link toWritableStream}. */
export class WritableStreamSink implements Sink {
  readonly name: string;
  readonly #stream: { getWriter(): ChunkWriter };
  readonly #options: ToWritableStreamOptions;
  #writer: ChunkWriter | undefined;
  #signal: AbortSignal | undefined;
  #lastWrite: Promise<void> | undefined;

  constructor(stream: { getWriter(): ChunkWriter }, options: ToWritableStreamOptions, name: string) {
    this.name = name;
    this.#stream = stream;
    this.#options = options;
  }

  open({ signal }: OpenContext): void {
    this.#signal = signal;
    this.#writer = this.#stream.getWriter();
  }

  async consume(batch: AnyBatch): Promise<void> {
    this.#writer ??= this.#stream.getWriter();
    const writer = this.#writer;
    for (const chunk of chunksOf(batch, this.#options.chunks ?? 'rows')) {
      if ((writer.desiredSize ?? 0) <= 0) await writer.ready;
      this.#lastWrite = writer.write(chunk);
      // The next `ready` rejects as well, and so does the flush.
      this.#lastWrite.catch(() => {});
    }
  }

  /** Chunks are written in turn: when the last has been, all have. */
  async flush(): Promise<void> {
    await this.#lastWrite;
    this.#lastWrite = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    if (!writer) return;
    if (this.#lastWrite || hasFailed(this.#signal)) await writer.abort(this.#signal?.reason);
    else if (this.#options.preventClose) writer.releaseLock();
    else await writer.close();
  }
}

import type { AnyBatch } from '../any-record.ts';
import type { Sink } from '../types.ts';
import type { ChunkKind } from './chunks.ts';
import { WritableStreamSink } from './to-writable-stream.ts';

export interface ToReadableStreamOptions {
  /**
   * What comes out: records one by one, or whole batches, which belong to the reader and are to be released.
   *
   * @defaultValue `'rows'`
   */
  readonly chunks?: ChunkKind;
  /**
   * Chunks that may wait for the reader before the pipeline waits.
   *
   * @defaultValue 1
   */
  readonly highWaterMark?: number;
}

/** A sink whose records come out of a stream. */
export interface ReadableStreamSink<Chunk> extends Sink {
  /** Ends with the run, and fails with the run's reason when that fails. */
  readonly readable: ReadableStream<Chunk>;
}

/**
 * Gives the records out of a Web `ReadableStream`: read its `readable` while the pipeline runs.
 *
 * The pipeline is as fast as the reader: with nobody reading, it waits. A record counts as flushed when it has been read.
 * A reader that cancels makes the sink fail, which ends the run unless the sink's error policy says otherwise.
 *
 * @typeParam Chunk - What comes out: the rows, or batches.
 */
// biome-ignore lint/suspicious/noExplicitAny: rows of whatever type the pipeline ends with, unless the caller says which.
export function toReadableStream<Chunk = any>(
  options: ToReadableStreamOptions = {},
): ReadableStreamSink<Chunk> {
  const { chunks = 'rows', highWaterMark = 1 } = options;
  // Nothing waits on the readable side, so a write is done when its chunk has been read.
  const passage = new TransformStream<Chunk, Chunk>(undefined, { highWaterMark }, { highWaterMark: 0 });
  return new ReadableSink(passage, chunks);
}

class ReadableSink<Chunk> extends WritableStreamSink implements ReadableStreamSink<Chunk> {
  readonly readable: ReadableStream<Chunk>;

  constructor({ readable, writable }: TransformStream<Chunk, Chunk>, chunks: ChunkKind) {
    super(writable, { chunks }, 'toReadableStream');
    this.readable = readable;
  }

  override async consume(batch: AnyBatch): Promise<void> {
    try {
      await super.consume(batch);
    } catch (cause) {
      throw new Error(`the reader has cancelled the stream: ${String(cause)}`, { cause });
    }
  }
}

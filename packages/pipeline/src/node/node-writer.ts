import type { Writable } from 'node:stream';
import type { ChunkWriter } from '../sinks/to-writable-stream.ts';

/** Writes to a Node stream in the way that one writes to a Web stream. */
export class NodeWriter implements ChunkWriter {
  readonly #stream: Writable;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', ignore);
  }

  get desiredSize(): number {
    return this.#stream.destroyed || this.#stream.writableNeedDrain ? 0 : 1;
  }

  get ready(): Promise<void> {
    return this.#ready();
  }

  /** Resolves when the stream has dealt with the chunk. */
  write(chunk: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.end((error?: Error | null) => (error ? reject(error) : resolve()));
    });
  }

  async abort(reason: unknown): Promise<void> {
    this.#stream.destroy(reason instanceof Error ? reason : undefined);
  }

  releaseLock(): void {
    this.#stream.off('error', ignore);
  }

  async #ready(): Promise<void> {
    const stream = this.#stream;
    if (!stream.destroyed && stream.writableNeedDrain) {
      await new Promise<void>((resolve) => {
        const done = () => {
          stream.off('drain', done).off('close', done);
          resolve();
        };
        stream.on('drain', done).on('close', done);
      });
    }
    if (stream.destroyed) throw stream.errored ?? new Error('the stream has been closed by others');
  }
}

/** An error that nobody listens to would end the process; the write that failed reports it. */
function ignore(): void {}

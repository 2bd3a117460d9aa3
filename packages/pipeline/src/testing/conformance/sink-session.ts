import type { AnyBatch } from '../../any-record.ts';
import { isTransactional } from '../../guarantee.ts';
import type { Sink } from '../../types.ts';
import { inTime } from './check.ts';

/** One run of a sink, led as the engine leads it. */
export class SinkSession {
  readonly sink: Sink;
  readonly #deadlineMs: number;
  readonly #signal = new AbortController().signal;

  constructor(sink: Sink, deadlineMs: number) {
    this.sink = sink.create?.() ?? sink;
    this.#deadlineMs = deadlineMs;
  }

  async open(): Promise<void> {
    await this.#inTime(this.sink.open?.({ signal: this.#signal }), 'open()');
  }

  async consume(...batches: readonly AnyBatch[]): Promise<void> {
    for (const batch of batches) {
      await this.#inTime(this.sink.consume(batch, { signal: this.#signal }), 'consume()');
      // What the sink has kept of it is gone with it.
      batch.release();
    }
  }

  async flush(): Promise<void> {
    await this.#inTime(this.sink.flush?.(), 'flush()');
  }

  /** Makes what was consumed ready to be published, as the engine does. */
  async prepare(epoch: number): Promise<void> {
    await this.flush();
    if (isTransactional(this.sink)) await this.#inTime(this.sink.prepare?.(epoch), 'prepare()');
  }

  async commit(epoch: number): Promise<void> {
    await this.#inTime(this.sink.commit?.(epoch), 'commit()');
  }

  /** Makes what was consumed last, for all to see. */
  async publish(epoch: number): Promise<void> {
    await this.prepare(epoch);
    await this.commit(epoch);
  }

  async recover(epoch: number): Promise<void> {
    await this.#inTime(this.sink.recover?.(epoch), 'recover()');
  }

  async close(): Promise<void> {
    await this.#inTime(this.sink[Symbol.asyncDispose]?.(), 'closing');
  }

  #inTime<Result>(promise: PromiseLike<Result> | Result, what: string): Promise<Result> {
    return inTime(promise, this.#deadlineMs, what);
  }
}

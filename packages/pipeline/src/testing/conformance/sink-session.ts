import type { AnyBatch } from '../../any-record.ts';
import { rowOf } from '../../engine/row-of.ts';
import { originalRow, originalRows } from '../../engine/ticket.ts';
import { isTransactional } from '../../guarantee.ts';
import type { Sink, SinkContext } from '../../types.ts';
import { expectThat, inTime } from './check.ts';

/** One run of a sink, led as the engine leads it. */
export class SinkSession {
  readonly sink: Sink;
  /** The records that the sink has set aside, in this run or in those before it over the same destination. */
  readonly setAside: object[];
  readonly #deadlineMs: number;
  readonly #signal = new AbortController().signal;

  constructor(sink: Sink, deadlineMs: number, setAside: object[] = []) {
    this.sink = sink.create?.() ?? sink;
    this.setAside = setAside;
    this.#deadlineMs = deadlineMs;
  }

  async open(): Promise<void> {
    await this.#inTime(this.sink.open?.({ signal: this.#signal }), 'open()');
  }

  async consume(...batches: readonly AnyBatch[]): Promise<void> {
    for (const batch of batches) {
      const turn = new Turn(batch, this.#signal, this.setAside);
      await this.#inTime(this.sink.consume(batch, turn), 'consume()');
      // Also where the sink has caught it.
      turn.rethrow();
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

/** The context of one batch: takes down what the sink sets aside, which it may do once with each row in play. */
class Turn implements SinkContext {
  readonly signal: AbortSignal;
  readonly #left: Set<number>;
  readonly #setAside: object[];
  #failure: unknown;

  constructor(batch: AnyBatch, signal: AbortSignal, setAside: object[]) {
    this.signal = signal;
    this.#left = new Set(originalRows(batch));
    this.#setAside = setAside;
  }

  readonly deadLetter = (batch: AnyBatch, row: number): void => {
    try {
      expectThat(
        this.#left.delete(originalRow(batch, row)),
        `it set row ${row} aside, which is not in play, or for the second time`,
      );
    } catch (failure) {
      this.#failure = failure;
      throw failure;
    }
    this.#setAside.push({ ...(rowOf(batch, row) as object) });
  };

  rethrow(): void {
    if (this.#failure) throw this.#failure;
  }
}

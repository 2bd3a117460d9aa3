import type { AnyBatch } from '../any-record.ts';
import type { Sink, SinkContext } from '../types.ts';

/**
 * Calls a function with each record, one after the other, and waits where it returns a promise.
 *
 * Records are rows of their own and may be kept. When the function throws, the sink has failed on the batch; the records
 * before it have had their effect all the same. A run that is aborted calls it no more.
 */
// biome-ignore lint/suspicious/noExplicitAny: rows of whatever type the pipeline ends with, unless the function says which.
export function forEach<Row = any>(call: (row: Row) => unknown): Sink {
  return new ForEach(call as (row: object) => unknown);
}

class ForEach implements Sink {
  readonly name = 'forEach';
  readonly #call: (row: object) => unknown;

  constructor(call: (row: object) => unknown) {
    this.#call = call;
  }

  /** What the function keeps is the caller's, not the sink's. */
  create(): ForEach {
    return new ForEach(this.#call);
  }

  consume(batch: AnyBatch, { signal }: SinkContext): void | Promise<void> {
    for (let i = 0; i < batch.selected; i += 1) {
      const pending = this.#call(batch.at(i));
      if (isThenable(pending)) return this.#goOn(pending, batch, i + 1, signal);
    }
  }

  async #goOn(
    pending: PromiseLike<unknown>,
    batch: AnyBatch,
    next: number,
    signal: AbortSignal,
  ): Promise<void> {
    await pending;
    for (let i = next; i < batch.selected && !signal.aborted; i += 1) await this.#call(batch.at(i));
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

import type { AnyBatch } from '../../any-record.ts';
import type { Position, Source, UnreadableInput } from '../../types.ts';
import { expectThat, inTime } from './check.ts';

/** A batch as it was read: its records, and the position after it. */
export interface ReadBatch {
  readonly rows: readonly object[];
  readonly position: Position | undefined;
}

/** One run of a source, led as the engine leads it. */
export class SourceSession {
  readonly source: Source;
  readonly letters: UnreadableInput[] = [];
  readonly #deadlineMs: number;
  readonly #abort = new AbortController();
  #left: number;
  #iterator: AsyncIterator<AnyBatch> | undefined;

  /** @param mostBatches - After so many the input counts as read. */
  constructor(source: Source, deadlineMs: number, mostBatches: number) {
    this.source = source.create?.() ?? source;
    this.#deadlineMs = deadlineMs;
    this.#left = mostBatches;
  }

  async open(): Promise<void> {
    await this.#inTime(this.source.open?.({ signal: this.#abort.signal }), 'open()');
  }

  /** Begins to read. */
  begin(signal = this.#abort.signal, position?: Position): AsyncIterable<AnyBatch> {
    const deadLetter = (letter: UnreadableInput) => void this.letters.push(letter);
    const options = { signal, deadLetter, ...(position === undefined ? {} : { position }) };
    const iterator = this.source.stream(options)[Symbol.asyncIterator]();
    this.#iterator = iterator;
    return { [Symbol.asyncIterator]: () => iterator };
  }

  abort(): void {
    this.#abort.abort(new Error('aborted by the check'));
  }

  /** Fails the check, unless the failure is the reason of the abort. */
  expectReason(failure: unknown): void {
    const { signal } = this.#abort;
    expectThat(
      signal.aborted && failure === signal.reason,
      `it failed with ${String(failure)}, where the end or the reason of the abort was due`,
    );
  }

  async next(): Promise<AnyBatch | undefined> {
    if (!this.#iterator) this.begin();
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    const result = await this.#inTime(this.#iterator?.next(), 'next()');
    return result?.done ? undefined : result?.value;
  }

  /** What is left, batch by batch; each is released as the engine releases it. */
  async rest(): Promise<ReadBatch[]> {
    const batches: ReadBatch[] = [];
    for (let batch = await this.next(); batch; batch = await this.next()) {
      batches.push({ rows: rowsOf(batch), position: this.source.position?.() });
      batch.release();
    }
    return batches;
  }

  async return(): Promise<void> {
    await this.#inTime(this.#iterator?.return?.(), 'return()');
  }

  async close(): Promise<void> {
    await this.#inTime(this.source[Symbol.asyncDispose]?.(), 'closing');
  }

  #inTime<Result>(promise: PromiseLike<Result> | Result, what: string): Promise<Result> {
    return inTime(promise, this.#deadlineMs, what);
  }
}

/** The records in play of a batch, as plain objects that outlive it. */
export function rowsOf(batch: AnyBatch): object[] {
  return batch.toRows().map((row) => ({ ...row }));
}

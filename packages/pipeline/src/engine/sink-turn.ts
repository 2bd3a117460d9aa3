import type { AnyBatch } from '../any-record.ts';
import type { DeadLetter } from '../dead-letter.ts';
import { PipelineError } from '../errors.ts';
import type { SinkContext } from '../types.ts';
import type { Parcel } from './parcel.ts';
import { rowOf } from './row-of.ts';
import type { Surroundings } from './surroundings.ts';
import { originalRow, originalRows, outcome } from './ticket.ts';

/** Who has the turn: the sink as dead letters and errors name it. */
export interface TurnOf {
  readonly name: string;
  readonly place: string;
}

/** One batch in the hands of a sink, and which of its rows the sink has set aside. What the sink gets as its context. */
export class SinkTurn implements SinkContext {
  readonly signal: AbortSignal;
  readonly #parcel: Parcel;
  readonly #sink: TurnOf;
  readonly #setAside: (letter: DeadLetter) => void | Promise<void>;
  /** The rows that are not set aside, by their numbers in the source's batch; all of them as long as it is not there. */
  #left: Set<number> | undefined;
  #letters: Promise<void> | undefined;
  #isOver = false;

  constructor(parcel: Parcel, sink: TurnOf, { signal, setAside }: Surroundings) {
    this.signal = signal;
    this.#parcel = parcel;
    this.#sink = sink;
    this.#setAside = setAside;
  }

  /** Settles when the dead letters so far have been taken; there may be none to wait for. */
  get letters(): Promise<void> | undefined {
    return this.#letters;
  }

  // A field, so that a sink may take it out of its context.
  readonly deadLetter = (batch: AnyBatch, row: number, cause: unknown): void => {
    const parcel = this.#parcel;
    if (this.#isOver)
      throw this.#misused('is for the batch that consume() was handed, before it has returned');
    this.#left ??= new Set(originalRows(parcel.batch));
    const original = originalRow(batch, row);
    if (!this.#left.delete(original)) {
      throw this.#misused(
        `was given row ${row}, which is not in play in the batch, or has been set aside already`,
      );
    }
    parcel.kept += 1;
    parcel.account.deadLettered += 1;
    parcel.ticket?.mark(Uint32Array.of(original), outcome.deadLettered);
    this.#waitFor(
      this.#setAside({ component: this.#sink.name, raw: rowOf(batch, row), cause, position: undefined }),
    );
  };

  /** The sink is done with the batch: nothing more can be set aside. */
  end(): void {
    this.#isOver = true;
  }

  /** Narrows the parcel's batch to the rows that were not set aside. */
  leaveOutSetAside(): void {
    const { batch } = this.#parcel;
    const left = this.#left;
    if (!left) return;
    const rows = new Uint32Array(left.size);
    let count = 0;
    for (let i = 0; i < batch.selected; i += 1) {
      const row = batch.selection === undefined ? i : batch.selection[i];
      if (left.has(originalRow(batch, row))) rows[count++] = row;
    }
    batch.narrow(rows, count);
    this.#parcel.kept = 0;
  }

  #waitFor(letter: void | Promise<void>): void {
    if (letter === undefined) return;
    this.#letters = this.#letters ? this.#letters.then(() => letter) : letter;
    // Thrown to whoever waits for the sink.
    this.#letters.catch(() => {});
  }

  #misused(what: string): PipelineError {
    return new PipelineError('component-failed', `${this.#sink.place}: context.deadLetter() ${what}.`);
  }
}

import type { AnyBatch } from '../any-record.ts';
import type { DeadLetter } from '../dead-letter.ts';
import { PipelineError } from '../errors.ts';
import type { ErrorPolicy, SinkContext } from '../types.ts';
import type { Parcel } from './parcel.ts';
import { rowOf } from './row-of.ts';
import type { Surroundings } from './surroundings.ts';
import { originalRow, originalRows, outcome } from './ticket.ts';

/** Who has the turn. */
export interface TurnOf {
  /** As dead letters name it. */
  readonly name: string;
  /** As errors name it. */
  readonly place: string;
  readonly policy: ErrorPolicy;
}

/** One batch in the hands of a sink, and which of its rows the sink has set aside. What the sink gets as its context. */
export class SinkTurn implements SinkContext {
  readonly signal: AbortSignal;
  readonly #parcel: Parcel;
  readonly #sink: TurnOf;
  readonly #setAside: (letter: DeadLetter) => void | Promise<void>;
  /** The batch's rows by their numbers in the source's batch, where a ticket needs to know. */
  readonly #rows: Uint32Array | undefined;
  /** The sink may narrow its batch before it fails: what could be given up then is kept beside it. */
  readonly #spare: AnyBatch | undefined;
  /** The rows that are not set aside, by their numbers in the source's batch; all of them as long as it is not there. */
  #left: Set<number> | undefined;
  #letters: Promise<void> | undefined;
  #isOver = false;

  constructor(parcel: Parcel, sink: TurnOf, { signal, setAside }: Surroundings) {
    this.signal = signal;
    this.#parcel = parcel;
    this.#sink = sink;
    this.#setAside = setAside;
    this.#rows = parcel.ticket && originalRows(parcel.batch);
    this.#spare = sink.policy === 'fail' ? undefined : parcel.batch.fork();
  }

  /** Settles when the dead letters so far have been taken; there may be none to wait for. */
  get letters(): Promise<void> | undefined {
    return this.#letters;
  }

  /** Bound, so that a sink may take it out of its context. */
  get deadLetter(): SinkContext['deadLetter'] {
    return (batch, row, cause) => this.#setAsideRow(batch, row, cause);
  }

  /** The sink has taken the batch: the rows that it has not set aside have arrived. */
  taken(): void {
    this.#isOver = true;
    this.#spare?.release();
    this.#parcel.arrive(this.#rows);
    this.#parcel.batch.release();
  }

  /** The sink has failed on the batch: nothing more can be set aside. */
  end(): void {
    this.#isOver = true;
  }

  /** What is to be given up of the batch: all but the rows that were set aside. */
  async givenUp(): Promise<AnyBatch> {
    await this.#letters;
    const { batch } = this.#parcel;
    const given = this.#spare ?? batch;
    if (given !== batch) batch.release();
    this.#parcel.kept = 0;
    return this.#left ? given.narrow(...rowsIn(given, this.#left)) : given;
  }

  #setAsideRow(batch: AnyBatch, row: number, cause: unknown): void {
    const parcel = this.#parcel;
    if (this.#isOver)
      throw this.#misused('is for the batch that consume() was handed, before it has returned');
    this.#left ??= new Set(this.#rows ?? originalRows(this.#spare ?? parcel.batch));
    const original = originalRow(batch, row);
    if (!this.#left.delete(original)) {
      throw this.#misused(
        `was given row ${row}, which is not in play in the batch, or has been set aside already`,
      );
    }
    parcel.kept += 1;
    parcel.account.deadLettered += 1;
    parcel.ticket?.mark(Uint32Array.of(original), outcome.deadLettered);
    const { source, position } = parcel.arrival;
    const raw = rowOf(batch, row);
    this.#waitFor(this.#setAside({ component: this.#sink.name, source, raw, cause, position }));
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

/** The physical numbers of the rows in play that are meant, by their numbers in the source's batch. */
function rowsIn(batch: AnyBatch, originals: ReadonlySet<number>): [rows: Uint32Array, count: number] {
  const rows = new Uint32Array(originals.size);
  let count = 0;
  for (let i = 0; i < batch.selected; i += 1) {
    const row = batch.selection === undefined ? i : batch.selection[i];
    if (originals.has(originalRow(batch, row))) rows[count++] = row;
  }
  return [rows, count];
}

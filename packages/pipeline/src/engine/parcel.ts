import type { AnyBatch } from '../any-record.ts';
import type { Account, LivePart } from './account.ts';
import type { Arrival } from './arrival.ts';
import { outcome, type Ticket } from './ticket.ts';

/** A batch on its way through the stages: which ledger counts it, and which ticket knows its rows when it is shared. */
export class Parcel implements LivePart {
  batch: AnyBatch;
  /** How many rows were in play when the batch was handed on: whoever has it may have narrowed it since. */
  records: number;
  /** How many of them the stage at hand took up or keeps, or the sink at hand set aside. */
  kept = 0;
  /** When the part at hand was handed the batch: where one stage ends and the next begins, the clock is read once. */
  since = 0;
  readonly account: Account;
  readonly ticket: Ticket | undefined;
  /** What the rows came with; the last arrival before them, for rows that a stage made. */
  readonly arrival: Arrival;

  constructor(batch: AnyBatch, account: Account, arrival: Arrival, ticket?: Ticket) {
    this.batch = batch;
    this.records = batch.selected;
    this.account = account;
    this.arrival = arrival;
    this.ticket = ticket;
    account.parts.add(this);
  }

  get inFlight(): number {
    return this.records - this.kept;
  }

  /** A stage is done with the batch, and this is what it lets through. */
  goOn(batch: AnyBatch, records: number, now: number): void {
    this.batch = batch;
    this.since = now;
    this.records = records;
    this.kept = 0;
  }

  /**
   * The rows in play have arrived, but for those that were set aside.
   *
   * @param rows - Their numbers in the source's batch, for the ticket.
   */
  arrive(rows: Uint32Array | undefined): void {
    if (rows) this.ticket?.mark(rows, outcome.out);
    this.account.out += this.inFlight;
    this.end();
  }

  /** The journey is over: whatever was still to be counted has been. */
  end(): void {
    this.account.parts.delete(this);
    this.ticket?.release();
  }
}

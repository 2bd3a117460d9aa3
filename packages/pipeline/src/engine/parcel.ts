import type { AnyBatch } from '../any-record.ts';
import type { Account, LivePart } from './account.ts';
import { originalRows, outcome, type Ticket } from './ticket.ts';

/** A batch on its way through the stages: which ledger counts it, and which ticket knows its rows when it is shared. */
export class Parcel implements LivePart {
  batch: AnyBatch;
  /** How many rows of the batch the stage at hand took up or keeps, or the sink at hand set aside. */
  kept = 0;
  readonly account: Account;
  readonly ticket: Ticket | undefined;
  /** The number of the arrival that the rows came with; of the last one before them, for rows that a stage made. */
  readonly arrival: number;

  constructor(batch: AnyBatch, account: Account, arrival: number, ticket?: Ticket) {
    this.batch = batch;
    this.account = account;
    this.arrival = arrival;
    this.ticket = ticket;
    account.parts.add(this);
  }

  get inFlight(): number {
    return this.batch.selected - this.kept;
  }

  /** The rows in play have arrived, but for those that were set aside. */
  arrive(): void {
    this.ticket?.mark(originalRows(this.batch), outcome.out);
    this.account.out += this.inFlight;
    this.end();
  }

  /** The journey is over: whatever was still to be counted has been. */
  end(): void {
    this.account.parts.delete(this);
    this.ticket?.release();
  }
}

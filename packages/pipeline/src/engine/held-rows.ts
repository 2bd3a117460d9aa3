import type { AnyBatch } from '../any-record.ts';
import type { LivePart } from './account.ts';
import type { Parcel } from './parcel.ts';
import { originalRows, outcome } from './ticket.ts';

/** The rows that one stage keeps, oldest first: in flight until they are settled. */
export class HeldRows {
  readonly #queue: HeldPart[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** The number of the arrival that brought the oldest of them. */
  get oldestArrival(): number | undefined {
    return this.#queue[0]?.parcel.arrival.number;
  }

  /** Keeps the selected rows of a batch that came with the parcel. */
  hold(parcel: Parcel, batch: AnyBatch): void {
    if (batch.selected === 0) return;
    const { ticket, account } = parcel;
    const held = new HeldPart(parcel, ticket ? originalRows(batch) : undefined, batch.selected);
    ticket?.retain();
    account.parts.add(held);
    this.#queue.push(held);
    this.#count += held.count;
  }

  /** The oldest rows have done their work. */
  settle(rows: number): void {
    let left = Math.min(rows, this.#count);
    this.#count -= left;
    while (left > 0) {
      const oldest = this.#queue[0];
      const taken = Math.min(left, oldest.count - oldest.settled);
      oldest.settle(taken);
      if (oldest.settled === oldest.count) this.#queue.shift();
      left -= taken;
    }
  }
}

/** The rows of one batch. */
class HeldPart implements LivePart {
  readonly parcel: Parcel;
  /** Needed only to tell a ticket which rows are meant. */
  readonly rows: Uint32Array | undefined;
  readonly count: number;
  settled = 0;

  constructor(parcel: Parcel, rows: Uint32Array | undefined, count: number) {
    this.parcel = parcel;
    this.rows = rows;
    this.count = count;
  }

  get inFlight(): number {
    return this.count - this.settled;
  }

  /** The next rows have done their work. */
  settle(rows: number): void {
    const { account, ticket } = this.parcel;
    if (this.rows) ticket?.mark(this.rows.subarray(this.settled, this.settled + rows), outcome.out);
    this.settled += rows;
    account.out += rows;
    if (this.settled < this.count) return;
    account.parts.delete(this);
    ticket?.release();
  }
}

import type { Ledger } from '../ledger.ts';

/** Something that has records in its hands: a batch on its way, the rows a stage holds, a batch shared by branches. */
export interface LivePart {
  readonly inFlight: number;
}

/** A ledger while it is being kept. What is in flight is asked of the live parts, never found by subtraction. */
export class Account {
  in = 0;
  out = 0;
  filtered = 0;
  deadLettered = 0;
  dropped = 0;
  readonly parts = new Set<LivePart>();
  readonly derived = new Map<string, Account>();
  readonly branches = new Map<string, Account>();

  snapshot(): Ledger {
    let inFlight = 0;
    for (const part of this.parts) inFlight += part.inFlight;
    return {
      in: this.in,
      out: this.out,
      filtered: this.filtered,
      deadLettered: this.deadLettered,
      dropped: this.dropped,
      inFlight,
      derived: snapshots(this.derived),
      branches: snapshots(this.branches),
    };
  }
}

function snapshots(accounts: Map<string, Account>): { [name: string]: Ledger } {
  return Object.fromEntries([...accounts].map(([name, account]) => [name, account.snapshot()]));
}

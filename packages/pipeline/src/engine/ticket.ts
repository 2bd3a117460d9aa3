import type { AnyBatch } from '../any-record.ts';
import type { Account, LivePart } from './account.ts';

/** What became of a row. Where outlets disagree, the greatest wins. */
export const outcome = { filtered: 0, out: 1, dropped: 2, deadLettered: 3 } as const;
export type Outcome = (typeof outcome)[keyof typeof outcome];

/**
 * A batch that several outlets share, row by row: each marks what became of its rows, and when the last is done with
 * the batch every row is counted once, as the first of deadLettered, dropped, out, filtered that applies.
 *
 * Rows are known by their number in the batch as the source made it, so outlets may filter, compact and sort.
 */
export class Ticket implements LivePart {
  readonly #account: Account;
  readonly #parent: Ticket | undefined;
  readonly #rows: Uint32Array;
  readonly #outcomes: Uint8Array;
  #holders: number;

  constructor(batch: AnyBatch, account: Account, parent: Ticket | undefined, holders: number) {
    this.#account = account;
    this.#parent = parent;
    this.#rows = originalRows(batch);
    this.#outcomes = new Uint8Array(this.#rows.reduce((most, row) => Math.max(most, row + 1), 0));
    this.#holders = holders;
    account.parts.add(this);
  }

  get inFlight(): number {
    return this.#rows.length;
  }

  /** One more outlet, or a stage that keeps rows, has yet to say what becomes of them. */
  retain(): void {
    this.#holders += 1;
  }

  /** Records what became of rows, given by their numbers in the source's batch. */
  mark(rows: Uint32Array, became: Outcome): void {
    const outcomes = this.#outcomes;
    for (const row of rows) if (outcomes[row] < became) outcomes[row] = became;
  }

  /** One holder is done with the batch; the last one settles it. */
  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    this.#account.parts.delete(this);
    for (const row of this.#rows) count(this.#account, this.#outcomes[row] as Outcome);
    if (this.#parent) this.#passOn(this.#parent);
  }

  #passOn(parent: Ticket): void {
    for (const became of [outcome.out, outcome.dropped, outcome.deadLettered]) {
      parent.mark(
        this.#rows.filter((row) => this.#outcomes[row] === became),
        became,
      );
    }
    parent.release();
  }
}

function count(account: Account, became: Outcome): void {
  if (became === outcome.out) account.out += 1;
  else if (became === outcome.filtered) account.filtered += 1;
  else if (became === outcome.dropped) account.dropped += 1;
  else account.deadLettered += 1;
}

/** The number, in the batch as the source made it, of a row. */
export function originalRow({ origin }: AnyBatch, row: number): number {
  return origin === undefined ? row : origin[row];
}

/** The numbers, in the batch as the source made it, of the rows in play. */
export function originalRows(batch: AnyBatch): Uint32Array {
  const { selection, origin, selected } = batch;
  const rows = new Uint32Array(selected);
  for (let i = 0; i < selected; i += 1) {
    const row = selection === undefined ? i : selection[i];
    rows[i] = origin === undefined ? row : origin[row];
  }
  return rows;
}

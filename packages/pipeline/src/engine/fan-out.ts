import type { Account } from './account.ts';
import type { Outlet } from './outlet.ts';
import { Parcel } from './parcel.ts';
import type { Surroundings } from './surroundings.ts';
import { Ticket } from './ticket.ts';

/** One of several ways that a batch goes: what takes it, and the ledger that counts it there. */
export interface Way {
  readonly account: Account;
  readonly outlet: Pick<Outlet, 'push' | 'finish'>;
}

/**
 * Several outlets for each batch. Each gets a selection of its own over shared columns; all work at the same time, and
 * the next batch waits for the slowest.
 */
export class FanOut implements Outlet {
  readonly #ways: readonly Way[];
  readonly #alsoFailed: Surroundings['alsoFailed'];

  constructor(ways: readonly Way[], { alsoFailed }: Surroundings) {
    this.#ways = ways;
    this.#alsoFailed = alsoFailed;
  }

  push(parcel: Parcel): void | Promise<void> {
    const { batch, account } = parcel;
    const ticket = new Ticket(batch, account, parcel.ticket, this.#ways.length);
    account.parts.delete(parcel);
    const pending: Promise<void>[] = [];
    for (const way of this.#ways) {
      way.account.in += batch.selected;
      const sent = attempt(() =>
        way.outlet.push(new Parcel(batch.fork(), way.account, parcel.arrival, ticket)),
      );
      if (sent) pending.push(sent);
    }
    batch.release();
    if (pending.length > 0) return this.#allDone(pending);
  }

  async finish(): Promise<void> {
    await this.#allDone(this.#ways.map(({ outlet }) => outlet.finish()));
  }

  /** Waits for every one, also when some fail, so that nothing goes on behind the run's back; then throws the first failure. */
  async #allDone(pending: readonly Promise<void>[]): Promise<void> {
    const results = await Promise.allSettled(pending);
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length === 0) return;
    for (const failure of failures.slice(1)) this.#alsoFailed(failure);
    throw failures[0];
  }
}

/** A way that fails at once must not keep the others from being waited for. */
function attempt(push: () => void | Promise<void>): void | Promise<void> {
  try {
    return push();
  } catch (failure) {
    return Promise.reject(failure);
  }
}

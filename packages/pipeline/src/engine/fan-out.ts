import type { Account } from './account.ts';
import type { Outlet } from './outlet.ts';
import { Parcel } from './parcel.ts';
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

  constructor(ways: readonly Way[]) {
    this.#ways = ways;
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
    if (pending.length > 0) return allDone(pending);
  }

  async finish(): Promise<void> {
    await allDone(this.#ways.map(({ outlet }) => outlet.finish()));
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

/** Waits for every one, also when some fail, so that nothing goes on behind the run's back; then throws the first failure. */
async function allDone(pending: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(pending)) {
    if (result.status === 'rejected') throw result.reason;
  }
}

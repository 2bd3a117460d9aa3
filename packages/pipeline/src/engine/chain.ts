import type { AnyBatch } from '../any-record.ts';
import type { Clock } from '../types.ts';
import { Account } from './account.ts';
import type { Arrival } from './arrival.ts';
import type { Outlet } from './outlet.ts';
import { Parcel } from './parcel.ts';
import type { Emitter, StageNode } from './stage-node.ts';

/** One part of a chain: a stage, or a buffer. */
export interface ChainNode {
  /** Takes a parcel. True (or a promise of it) when there are rows to hand to the next part now. */
  process(parcel: Parcel): boolean | Promise<boolean>;
  /** The input has ended. */
  finish(): Promise<void>;
}

/**
 * A line of stages and what stands at its end. A batch runs through neighbouring stages back to back, while it is in the
 * processor's cache; a promise is made only where a stage or a sink returns one.
 */
export class Chain implements Emitter {
  readonly nodes: readonly ChainNode[];
  readonly outlet: Outlet;
  /** The ledger that ledgers of made records are opened in. */
  readonly account: Account;
  readonly #clock: Clock;

  constructor(nodes: readonly ChainNode[], outlet: Outlet, account: Account, clock: Clock) {
    this.nodes = nodes;
    this.outlet = outlet;
    this.account = account;
    this.#clock = clock;
  }

  /** Sends a parcel through the parts from the given one on. */
  push(parcel: Parcel, from = 0): void | Promise<void> {
    parcel.since = this.#clock.now();
    for (let i = from; i < this.nodes.length; i += 1) {
      const goesOn = this.nodes[i].process(parcel);
      if (goesOn instanceof Promise) return this.#pushLater(goesOn, parcel, i + 1);
      if (!goesOn) return;
    }
    return this.outlet.push(parcel);
  }

  derive(batch: AnyBatch, from: StageNode, arrival: Arrival): Parcel {
    const account = this.#derived(from.name);
    account.in += batch.selected;
    return new Parcel(batch, account, arrival);
  }

  sendOn(parcel: Parcel, from: StageNode): void | Promise<void> {
    return this.push(parcel, this.nodes.indexOf(from) + 1);
  }

  /** The input has ended: each part finishes before the next, so that what it emits still passes through the rest. */
  async finish(): Promise<void> {
    for (const node of this.nodes) await node.finish();
    await this.outlet.finish();
  }

  async #pushLater(goesOn: Promise<boolean>, parcel: Parcel, next: number): Promise<void> {
    if (await goesOn) await this.push(parcel, next);
  }

  #derived(stage: string): Account {
    const known = this.account.derived.get(stage);
    if (known) return known;
    const account = new Account();
    this.account.derived.set(stage, account);
    return account;
  }
}

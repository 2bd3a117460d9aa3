import { SlotArray } from '../../internal/slot-array.ts';

/** What stands for no pane. */
export const noPane = -1;

/** The panes that begin at one time: the ends of a chain. */
interface Chain {
  first: number;
  last: number;
  size: number;
}

/** Panes by the time at which they begin, in the order in which they came; any can be taken out at once. */
export class PanesByStart {
  readonly #chains = new Map<number, Chain>();
  /** By pane: the ones that came after it and before it. */
  readonly #after = new SlotArray(Int32Array);
  readonly #before = new SlotArray(Int32Array);

  /** The times at which panes begin, in the order in which they came. */
  starts(): IterableIterator<number> {
    return this.#chains.keys();
  }

  get isEmpty(): boolean {
    return this.#chains.size === 0;
  }

  /** Makes room for panes below this number. */
  reserve(panes: number): void {
    this.#after.reserve(panes);
    this.#before.reserve(panes);
  }

  /** How many panes begin at a time. */
  count(start: number): number {
    return this.#chains.get(start)?.size ?? 0;
  }

  /** The first of the panes that begin at a time. */
  first(start: number): number {
    return this.#chains.get(start)?.first ?? noPane;
  }

  /** The pane that came after this one, of those that begin when it does. */
  next(pane: number): number {
    return this.#after.values[pane];
  }

  /** Says whether it is the first that begins at that time. */
  add(pane: number, start: number): boolean {
    const chain = this.#chains.get(start);
    this.#after.values[pane] = noPane;
    this.#before.values[pane] = chain?.last ?? noPane;
    if (chain === undefined) {
      this.#chains.set(start, { first: pane, last: pane, size: 1 });
      return true;
    }
    this.#after.values[chain.last] = pane;
    chain.last = pane;
    chain.size += 1;
    return false;
  }

  delete(pane: number, start: number): void {
    const chain = this.#chains.get(start);
    if (chain === undefined) return;
    const before = this.#before.values[pane];
    const after = this.#after.values[pane];
    if (before === noPane) chain.first = after;
    else this.#after.values[before] = after;
    if (after === noPane) chain.last = before;
    else this.#before.values[after] = before;
    chain.size -= 1;
    if (chain.size === 0) this.#chains.delete(start);
  }

  /** Takes out the panes that begin at a time. */
  take(start: number): number[] {
    const panes = this.at(start);
    this.#chains.delete(start);
    return panes;
  }

  /** All panes, those of one time together. */
  all(): number[] {
    return [...this.#chains.keys()].flatMap((start) => this.at(start));
  }

  /** The panes that begin at a time. */
  at(start: number): number[] {
    const panes: number[] = [];
    for (let pane = this.first(start); pane !== noPane; pane = this.next(pane)) panes.push(pane);
    return panes;
  }
}

import { SlotArray } from '../../internal/slot-array.ts';
import { noPane, type PanesByStart } from './panes-by-start.ts';

/** The panes that begin at the time that most records are of now, by key alone. */
export class CurrentPanes {
  /** When they begin. */
  start = Number.NEGATIVE_INFINITY;
  /** By slot; {@link noPane} for a key that has none. */
  readonly #panes = new SlotArray(Int32Array);

  get panes(): Int32Array {
    return this.#panes.values;
  }

  reserve(slots: number): void {
    const before = this.panes.length;
    if (slots > before) this.#panes.reserve(slots).fill(noPane, before);
  }

  /**
   * Makes the panes that begin at `start` those at hand, unless they are older and that takes longer than to look them up
   * for so many records; says whether they are.
   */
  moveTo(start: number, records: number, byStart: PanesByStart, slots: Int32Array): boolean {
    if (start === this.start) return true;
    if (start < this.start && byStart.count(this.start) + byStart.count(start) > records) return false;
    for (const pane of byStart.at(this.start)) this.panes[slots[pane]] = noPane;
    for (const pane of byStart.at(start)) this.panes[slots[pane]] = pane;
    this.start = start;
    return true;
  }
}

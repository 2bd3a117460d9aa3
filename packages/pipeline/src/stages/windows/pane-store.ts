import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../internal/slot-array.ts';
import type { PaneAggregates } from './aggregates/pane-aggregates.ts';
import { CurrentPanes } from './current-panes.ts';
import { noPane, PanesByStart } from './panes-by-start.ts';

/** Records, each with the slot of its key. */
export interface PaneLane {
  readonly rows: RowNumbers;
  /** By record; `~slot` where the key starts anew. */
  readonly slots: Int32Array;
  /** By record; written here. */
  readonly panes: Int32Array;
  readonly keyOf: (row: number) => string | null;
}

/** Plain data; a pane that is not in use has -1 for its slot. */
export interface PaneStoreState {
  readonly starts: Float64Array<ArrayBuffer>;
  readonly slots: Int32Array<ArrayBuffer>;
  readonly changed: Int32Array<ArrayBuffer>;
  /** In the order in which they were begun. */
  readonly order: Int32Array<ArrayBuffer>;
  readonly texts: readonly (string | null)[];
  readonly aggregates: readonly unknown[];
}

/** What there is of each key between two times, one pane for each: pieces that windows are made of. */
export class PaneStore {
  readonly aggregates: PaneAggregates;
  /** The panes that begin at a time, in the order in which they did. */
  readonly byStart = new PanesByStart();
  /** Told of each time at which no pane began before. */
  readonly #isNewStart: (start: number) => void;
  #size = 0;
  readonly #free: number[] = [];
  /** By pane. */
  readonly #starts = new SlotArray(Float64Array);
  readonly #slots = new SlotArray(Int32Array);
  readonly #changed = new SlotArray(Int32Array);
  /** By pane: the next older pane of the key. */
  readonly #older = new SlotArray(Int32Array);
  /** By slot: the newest pane of the key. */
  readonly #newest = new SlotArray(Int32Array);
  readonly #current = new CurrentPanes();
  readonly #texts: (string | null)[] = [];

  constructor(aggregates: PaneAggregates, isNewStart: (start: number) => void) {
    this.aggregates = aggregates;
    this.#isNewStart = isNewStart;
  }

  reserveSlots(slots: number): void {
    const before = this.#newest.values.length;
    if (slots <= before) return;
    this.#newest.reserve(slots).fill(noPane, before);
    this.#current.reserve(slots);
  }

  /**
   * Finds the pane that begins at `start` for each record from the `from`-th to the `to`-th, or begins it, and counts the
   * record there. Stops before a record that begins a key anew whose slot still has panes of another, and says which that
   * is; `to` if there is none.
   */
  place(lane: PaneLane, start: number, from: number, to: number): number {
    const isCurrent = this.#current.moveTo(start, to - from, this.byStart, this.#slots.values);
    for (let i = from; i < to; i += 1) {
      if (isCurrent) i = placeInCurrent(lane.slots, lane.panes, this.#current.panes, this.#counts, i, to);
      if (i === to) break;
      const slot = this.#begunSlot(lane, i);
      if (slot === noPane) return i;
      const pane = this.#paneOf(slot, start);
      lane.panes[i] = pane;
      this.#counts[pane] += 1;
    }
    return to;
  }

  /** The records have changed their panes. */
  note({ panes }: PaneLane, from: number, to: number): void {
    const changed = this.#changed.values;
    for (let i = from; i < to; i += 1) changed[panes[i]] = 1;
  }

  isChanged(pane: number): boolean {
    return this.#changed.values[pane] === 1;
  }

  forgetChanges(): void {
    this.#changed.values.fill(0);
  }

  slotOf(pane: number): number {
    return this.#slots.values[pane];
  }

  startOf(pane: number): number {
    return this.#starts.values[pane];
  }

  keyOf(slot: number): string | null {
    return this.#texts[slot];
  }

  /** The panes of a key that begin at `start` or after, and before `end`, oldest first. */
  panesOf(slot: number, start: number, end: number): number[] {
    const found: number[] = [];
    const starts = this.#starts.values;
    for (let pane = this.#newest.values[slot]; pane !== noPane; pane = this.#older.values[pane]) {
      if (starts[pane] < start) break;
      if (starts[pane] < end) found.push(pane);
    }
    return found.reverse();
  }

  /** When the next older pane of the key begins; -Infinity when there is none. */
  olderStart(pane: number): number {
    const older = this.#older.values[pane];
    return older === noPane ? Number.NEGATIVE_INFINITY : this.#starts.values[older];
  }

  remove(pane: number): void {
    this.byStart.delete(pane, this.startOf(pane));
    this.#unlink(pane);
  }

  /** Removes all panes that begin at a time. */
  removeAt(start: number): void {
    for (const pane of this.byStart.take(start)) this.#unlink(pane);
  }

  /** A pane that is no key's, without values. */
  lend(): number {
    const pane = this.#free.pop() ?? this.#grow();
    this.aggregates.begin(pane);
    return pane;
  }

  takeBack(panes: readonly number[]): void {
    for (const pane of panes) this.#free.push(pane);
  }

  snapshot(slots: number): PaneStoreState {
    return {
      starts: this.#starts.snapshot(this.#size),
      slots: this.#slots.snapshot(this.#size),
      changed: this.#changed.snapshot(this.#size),
      order: Int32Array.from(this.byStart.all()),
      texts: this.#texts.slice(0, slots),
      aggregates: this.aggregates.snapshot(this.#size),
    };
  }

  restore({ starts, slots, changed, order, texts, aggregates }: PaneStoreState): void {
    this.#size = starts.length;
    this.#starts.restore(starts);
    this.#slots.restore(slots);
    this.#changed.restore(changed);
    this.#texts.push(...texts);
    this.aggregates.restore(aggregates);
    this.#reservePanes();
    this.reserveSlots(texts.length);
    for (const pane of order)
      this.#link(pane, slots[pane], starts[pane], this.#newer(slots[pane], starts[pane]));
    for (let pane = 0; pane < this.#size; pane += 1) if (slots[pane] === noPane) this.#free.push(pane);
  }

  get #counts(): Int32Array {
    return this.aggregates.records.values;
  }

  /** The slot of the `i`-th record; none when it begins a key anew whose slot still has panes of another. */
  #begunSlot({ rows, slots, keyOf }: PaneLane, i: number): number {
    if (slots[i] >= 0) return slots[i];
    const slot = ~slots[i];
    if (this.#newest.values[slot] !== noPane) return noPane;
    this.#texts[slot] = keyOf(rows[i]);
    slots[i] = slot;
    return slot;
  }

  #paneOf(slot: number, start: number): number {
    const newer = this.#newer(slot, start);
    const pane = newer === noPane ? this.#newest.values[slot] : this.#older.values[newer];
    if (pane !== noPane && this.#starts.values[pane] === start) return pane;
    return this.#begin(slot, start, newer);
  }

  #begin(slot: number, start: number, newer: number): number {
    const pane = this.lend();
    this.#slots.values[pane] = slot;
    this.#starts.values[pane] = start;
    this.#changed.values[pane] = 0;
    this.#link(pane, slot, start, newer);
    return pane;
  }

  #link(pane: number, slot: number, start: number, newer: number): void {
    const older = this.#older.values;
    if (start === this.#current.start) this.#current.panes[slot] = pane;
    if (newer === noPane) {
      older[pane] = this.#newest.values[slot];
      this.#newest.values[slot] = pane;
    } else {
      older[pane] = older[newer];
      older[newer] = pane;
    }
    if (this.byStart.add(pane, start)) this.#isNewStart(start);
  }

  /** Takes the pane out of those of its key, and gives it up. */
  #unlink(pane: number): void {
    const slot = this.slotOf(pane);
    const older = this.#older.values;
    if (this.startOf(pane) === this.#current.start) this.#current.panes[slot] = noPane;
    if (this.#newest.values[slot] === pane) this.#newest.values[slot] = older[pane];
    else older[this.#newer(slot, this.startOf(pane))] = older[pane];
    this.#slots.values[pane] = noPane;
    this.#free.push(pane);
  }

  /** The oldest of the key's panes that begin after `start`. */
  #newer(slot: number, start: number): number {
    const starts = this.#starts.values;
    const older = this.#older.values;
    let newer = noPane;
    for (let pane = this.#newest.values[slot]; pane !== noPane && starts[pane] > start; pane = older[pane]) {
      newer = pane;
    }
    return newer;
  }

  #grow(): number {
    const pane = this.#size;
    this.#size += 1;
    this.#reservePanes();
    this.#slots.values[pane] = noPane;
    return pane;
  }

  #reservePanes(): void {
    for (const array of [this.#starts, this.#slots, this.#changed, this.#older]) array.reserve(this.#size);
    this.byStart.reserve(this.#size);
    this.aggregates.reserve(this.#size);
  }
}

/**
 * Finds the panes of records from the `from`-th on, up to the first whose key is new or has no pane at hand; returns which
 * that is. A loop without calls keeps its arrays in registers.
 */
function placeInCurrent(
  slots: Int32Array,
  panes: Int32Array,
  current: Int32Array,
  counts: Int32Array,
  from: number,
  to: number,
): number {
  let i = from;
  for (; i < to; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const pane = current[slot];
    if (pane < 0) break;
    panes[i] = pane;
    counts[pane] += 1;
  }
  return i;
}

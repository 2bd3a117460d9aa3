import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../internal/slot-array.ts';
import type { PaneAggregates } from './aggregates/pane-aggregates.ts';

const none = -1;

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
  readonly byStart = new Map<number, number[]>();
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
  /** By slot: the key's pane that begins at a time which most records are of now. */
  readonly #current = new SlotArray(Int32Array);
  #currentStart = Number.NEGATIVE_INFINITY;
  readonly #texts: (string | null)[] = [];

  constructor(aggregates: PaneAggregates, isNewStart: (start: number) => void) {
    this.aggregates = aggregates;
    this.#isNewStart = isNewStart;
  }

  reserveSlots(slots: number): void {
    const before = this.#newest.values.length;
    if (slots <= before) return;
    this.#newest.reserve(slots).fill(none, before);
    this.#current.reserve(slots).fill(none, before);
  }

  /**
   * Finds the pane that begins at `start` for each record from the `from`-th to the `to`-th, or begins it, and counts the
   * record there. Stops before a record that begins a key anew whose slot still has panes of another, and says which that
   * is; `to` if there is none.
   */
  place(lane: PaneLane, start: number, from: number, to: number): number {
    const isCurrent = this.#makeCurrent(start, to - from);
    for (let i = from; i < to; i += 1) {
      if (isCurrent) i = this.#placeInCurrent(lane, i, to);
      if (i === to) break;
      const slot = this.#begunSlot(lane, i);
      if (slot === none) return i;
      const pane = this.#paneOf(slot, start);
      lane.panes[i] = pane;
      this.aggregates.records.values[pane] += 1;
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
    for (let pane = this.#newest.values[slot]; pane !== none; pane = this.#older.values[pane]) {
      if (starts[pane] < start) break;
      if (starts[pane] < end) found.push(pane);
    }
    return found.reverse();
  }

  /** When the next older pane of the key begins; -Infinity when there is none. */
  olderStart(pane: number): number {
    const older = this.#older.values[pane];
    return older === none ? Number.NEGATIVE_INFINITY : this.#starts.values[older];
  }

  remove(pane: number): void {
    const start = this.startOf(pane);
    const others = this.byStart.get(start)?.filter((each) => each !== pane) ?? [];
    if (others.length > 0) this.byStart.set(start, others);
    else this.byStart.delete(start);
    this.#unlink(pane);
  }

  /** Removes all panes that begin at a time. */
  removeAt(start: number): void {
    const together = this.byStart.get(start) ?? [];
    this.byStart.delete(start);
    for (const pane of together) this.#unlink(pane);
  }

  /** A pane that is no key's, without values. */
  lend(): number {
    const pane = this.#free.pop() ?? this.#grow();
    this.aggregates.begin(pane);
    return pane;
  }

  takeBack(panes: readonly number[]): void {
    this.#free.push(...panes);
  }

  snapshot(slots: number): PaneStoreState {
    return {
      starts: this.#starts.snapshot(this.#size),
      slots: this.#slots.snapshot(this.#size),
      changed: this.#changed.snapshot(this.#size),
      order: Int32Array.from([...this.byStart.values()].flat()),
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
    for (let pane = 0; pane < this.#size; pane += 1) if (slots[pane] === none) this.#free.push(pane);
  }

  /**
   * Makes the panes that begin at `start` those at hand, unless that takes longer than to look them up for so many records;
   * says whether they are.
   */
  #makeCurrent(start: number, records: number): boolean {
    if (start === this.#currentStart) return true;
    const before = this.byStart.get(this.#currentStart) ?? [];
    const panes = this.byStart.get(start) ?? [];
    if (start < this.#currentStart && before.length + panes.length > records) return false;
    this.#currentStart = start;
    const current = this.#current.values;
    for (const pane of before) current[this.slotOf(pane)] = none;
    for (const pane of panes) current[this.slotOf(pane)] = pane;
    return true;
  }

  #placeInCurrent({ slots, panes }: PaneLane, from: number, to: number): number {
    return placeInCurrent(slots, panes, this.#current.values, this.aggregates.records.values, from, to);
  }

  /** The slot of the `i`-th record; none when it begins a key anew whose slot still has panes of another. */
  #begunSlot({ rows, slots, keyOf }: PaneLane, i: number): number {
    if (slots[i] >= 0) return slots[i];
    const slot = ~slots[i];
    if (this.#newest.values[slot] !== none) return none;
    this.#texts[slot] = keyOf(rows[i]);
    slots[i] = slot;
    return slot;
  }

  #paneOf(slot: number, start: number): number {
    const newer = this.#newer(slot, start);
    const pane = newer === none ? this.#newest.values[slot] : this.#older.values[newer];
    if (pane !== none && this.#starts.values[pane] === start) return pane;
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
    if (start === this.#currentStart) this.#current.values[slot] = pane;
    if (newer === none) {
      older[pane] = this.#newest.values[slot];
      this.#newest.values[slot] = pane;
    } else {
      older[pane] = older[newer];
      older[newer] = pane;
    }
    const together = this.byStart.get(start);
    if (together) together.push(pane);
    else {
      this.byStart.set(start, [pane]);
      this.#isNewStart(start);
    }
  }

  /** Takes the pane out of those of its key, and gives it up. */
  #unlink(pane: number): void {
    const slot = this.slotOf(pane);
    const older = this.#older.values;
    if (this.startOf(pane) === this.#currentStart) this.#current.values[slot] = none;
    if (this.#newest.values[slot] === pane) this.#newest.values[slot] = older[pane];
    else older[this.#newer(slot, this.startOf(pane))] = older[pane];
    this.#slots.values[pane] = none;
    this.#free.push(pane);
  }

  /** The oldest of the key's panes that begin after `start`. */
  #newer(slot: number, start: number): number {
    const starts = this.#starts.values;
    const older = this.#older.values;
    let newer = none;
    for (let pane = this.#newest.values[slot]; pane !== none && starts[pane] > start; pane = older[pane]) {
      newer = pane;
    }
    return newer;
  }

  #grow(): number {
    const pane = this.#size;
    this.#size += 1;
    this.#reservePanes();
    this.#slots.values[pane] = none;
    return pane;
  }

  #reservePanes(): void {
    for (const array of [this.#starts, this.#slots, this.#changed, this.#older]) array.reserve(this.#size);
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

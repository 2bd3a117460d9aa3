import type { AuditContextFields } from '../types.ts';
import type { Owner } from './owner.ts';

/** What is known of an entry beside its values: the bits of its mark. */
export const OLD_IS_NUMBER = 1;
export const NEW_IS_NUMBER = 2;
export const REJECTED = 4;
export const INITIAL = 8;

const FIRST_SLOTS = 16;

/** Total order of all changes of this process. */
let lastSequence = 0;

/** An entry as the ring takes it; values that are not numbers are already in the form in which they are kept. */
export interface Row {
  readonly owner: Owner;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly timestamp: number;
  readonly mark: number;
  readonly context: AuditContextFields | undefined;
  readonly rule: string | undefined;
}

/**
 * The log of one attribute: the newest `capacity` entries, in columns.
 *
 * A numeric entry takes 41 bytes in typed arrays and one pointer, and no object. Columns for other values, contexts and
 * rules come into being with the first entry that needs them. The columns start short and double up to the capacity.
 */
export class Ring {
  readonly capacity: number;
  /** Entries ever appended: the position of the next one. */
  total = 0;
  /** Entries kept: the newest ones. */
  size = 0;
  #next = 0;
  #slots = 0;
  #sequences = new Float64Array(0);
  #timestamps = new Float64Array(0);
  #oldNumbers = new Float64Array(0);
  #newNumbers = new Float64Array(0);
  #marks = new Uint8Array(0);
  readonly #owners: Owner[] = [];
  #oldValues: unknown[] | undefined;
  #newValues: unknown[] | undefined;
  #contexts: (AuditContextFields | undefined)[] | undefined;
  #rules: (string | undefined)[] | undefined;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get dropped(): number {
    return this.total - this.size;
  }

  /** The position of the oldest entry kept. Positions count up from 0 and are never reused. */
  get first(): number {
    return this.total - this.size;
  }

  /** Appends an applied numeric entry: the hot path. */
  appendNumbers(
    owner: Owner,
    oldNumber: number,
    newNumber: number,
    timestamp: number,
    mark: number,
    context: AuditContextFields | undefined,
  ): void {
    const slot = this.#take();
    lastSequence += 1;
    this.#sequences[slot] = lastSequence;
    this.#timestamps[slot] = timestamp;
    this.#oldNumbers[slot] = oldNumber;
    this.#newNumbers[slot] = newNumber;
    this.#marks[slot] = mark;
    this.#owners[slot] = owner;
    if (this.#newValues !== undefined) this.#setValues(slot, undefined, undefined);
    if (context !== undefined || this.#contexts !== undefined) this.#setContext(slot, context);
    if (this.#rules !== undefined) this.#rules[slot] = undefined;
  }

  /** Appends any entry and returns its position. */
  append(row: Row): number {
    const { oldValue, newValue } = row;
    const oldNumber = typeof oldValue === 'number';
    const newNumber = typeof newValue === 'number';
    const mark = row.mark | (oldNumber ? OLD_IS_NUMBER : 0) | (newNumber ? NEW_IS_NUMBER : 0);
    this.appendNumbers(
      row.owner,
      oldNumber ? oldValue : 0,
      newNumber ? newValue : 0,
      row.timestamp,
      mark,
      row.context,
    );
    const slot = this.#next - 1;
    if (!newNumber || !(oldNumber || oldValue === undefined)) this.#setValues(slot, oldValue, newValue);
    if (row.rule !== undefined) this.#setRule(slot, row.rule);
    return this.total - 1;
  }

  ownerAt(position: number): Owner {
    return this.#owners[this.#slotOf(position)];
  }

  sequenceAt(position: number): number {
    return this.#sequences[this.#slotOf(position)];
  }

  timestampAt(position: number): number {
    return this.#timestamps[this.#slotOf(position)];
  }

  markAt(position: number): number {
    return this.#marks[this.#slotOf(position)];
  }

  oldValueAt(position: number): unknown {
    const slot = this.#slotOf(position);
    return this.#marks[slot] & OLD_IS_NUMBER ? this.#oldNumbers[slot] : this.#oldValues?.[slot];
  }

  newValueAt(position: number): unknown {
    const slot = this.#slotOf(position);
    return this.#marks[slot] & NEW_IS_NUMBER ? this.#newNumbers[slot] : this.#newValues?.[slot];
  }

  contextAt(position: number): AuditContextFields | undefined {
    return this.#contexts?.[this.#slotOf(position)];
  }

  ruleAt(position: number): string | undefined {
    return this.#rules?.[this.#slotOf(position)];
  }

  #slotOf(position: number): number {
    const back = this.total - position;
    return back <= this.#next ? this.#next - back : this.#next - back + this.#slots;
  }

  /** The slot of the next entry: a new one, or from the capacity on the oldest entry's. */
  #take(): number {
    if (this.#next === this.#slots) this.#wrapOrGrow();
    const slot = this.#next;
    this.#next = slot + 1;
    this.total += 1;
    if (this.size < this.capacity) this.size += 1;
    return slot;
  }

  #wrapOrGrow(): void {
    if (this.#slots === this.capacity) {
      this.#next = 0;
      return;
    }
    this.#slots = Math.min(this.capacity, Math.max(FIRST_SLOTS, this.#slots * 2));
    this.#sequences = grown(this.#sequences, this.#slots);
    this.#timestamps = grown(this.#timestamps, this.#slots);
    this.#oldNumbers = grown(this.#oldNumbers, this.#slots);
    this.#newNumbers = grown(this.#newNumbers, this.#slots);
    const marks = new Uint8Array(this.#slots);
    marks.set(this.#marks);
    this.#marks = marks;
  }

  #setValues(slot: number, oldValue: unknown, newValue: unknown): void {
    this.#oldValues ??= this.#column();
    this.#newValues ??= this.#column();
    this.#oldValues[slot] = oldValue;
    this.#newValues[slot] = newValue;
  }

  #setContext(slot: number, context: AuditContextFields | undefined): void {
    this.#contexts ??= this.#column();
    this.#contexts[slot] = context;
  }

  #setRule(slot: number, rule: string): void {
    this.#rules ??= this.#column();
    this.#rules[slot] = rule;
  }

  #column<Value>(): (Value | undefined)[] {
    return new Array(this.#slots).fill(undefined);
  }
}

function grown(column: Float64Array<ArrayBuffer>, slots: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(slots);
  longer.set(column);
  return longer;
}

import type { AuditContextFields } from '../types.ts';
import { bytesOf } from './capture.ts';
import type { Owner } from './owner.ts';

/** What is known of an entry beside its values: the bits of its mark. */
const OLD_IS_NUMBER = 1;
const NEW_IS_NUMBER = 2;
export const REJECTED = 4;
export const INITIAL = 8;

const FIRST_SLOTS = 16;
/** Five columns and a pointer. */
const ROW_BYTES = 4 * 8 + 1 + 8;

/** Total order of all changes of this process. */
let lastSequence = 0;

export function nextSequence(): number {
  lastSequence += 1;
  return lastSequence;
}

/** An entry; values that are not numbers are in the form in which the log holds them. */
export interface Entry {
  readonly sequence: number;
  readonly owner: Owner;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly timestamp: number;
  /** INITIAL and REJECTED bits. */
  readonly mark: number;
  readonly context: AuditContextFields | undefined;
  readonly rule: string | undefined;
}

/**
 * The log of one attribute: the newest `capacity` entries, in columns.
 *
 * A numeric entry takes 33 bytes in typed arrays and a pointer, and no object. Columns for other values, contexts and
 * rules come into being with the first entry that needs them. The columns start short and double up to the capacity.
 */
export class Ring {
  readonly #capacity: number;
  readonly #maxBytes: number | undefined;
  #bytes = 0;
  #sizes: (number | undefined)[] | undefined;
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

  constructor(capacity: number, maxBytes: number | undefined) {
    this.#capacity = capacity;
    this.#maxBytes = maxBytes;
  }

  /** The position of the oldest entry kept, and the number of those dropped: positions count up from 0. */
  get first(): number {
    return this.total - this.size;
  }

  /** Appends an applied change from number to number: the hot path. */
  appendNumbers(
    owner: Owner,
    oldNumber: number,
    newNumber: number,
    timestamp: number,
    context: AuditContextFields | undefined,
  ): void {
    lastSequence += 1;
    const slot = this.#put(
      lastSequence,
      owner,
      oldNumber,
      newNumber,
      timestamp,
      OLD_IS_NUMBER | NEW_IS_NUMBER,
    );
    if (this.#newValues !== undefined) this.#setValues(slot, undefined, undefined);
    if (context !== undefined || this.#contexts !== undefined) this.#setContext(slot, context);
    if (this.#rules !== undefined) this.#setRule(slot, undefined);
  }

  append({ sequence, owner, oldValue, newValue, timestamp, mark, context, rule }: Entry): void {
    const old = typeof oldValue === 'number';
    const fresh = typeof newValue === 'number';
    const marks = mark | (old ? OLD_IS_NUMBER : 0) | (fresh ? NEW_IS_NUMBER : 0);
    const slot = this.#put(sequence, owner, old ? oldValue : 0, fresh ? newValue : 0, timestamp, marks);
    const boxed = !fresh || !(old || oldValue === undefined);
    if (boxed || this.#newValues !== undefined) this.#setValues(slot, oldValue, newValue);
    if (context !== undefined || this.#contexts !== undefined) this.#setContext(slot, context);
    if (rule !== undefined || this.#rules !== undefined) this.#setRule(slot, rule);
    if (this.#maxBytes !== undefined) this.#weigh(slot, oldValue, newValue, this.#maxBytes);
  }

  sequenceAt(position: number): number {
    return this.#sequences[this.#slotOf(position)];
  }

  ownerAt(position: number): Owner {
    return this.#owners[this.#slotOf(position)];
  }

  /** The entry at a position from `first` to below `total`. */
  entryAt(position: number): Entry {
    const slot = this.#slotOf(position);
    const mark = this.#marks[slot];
    return {
      sequence: this.#sequences[slot],
      owner: this.#owners[slot],
      oldValue: mark & OLD_IS_NUMBER ? this.#oldNumbers[slot] : this.#oldValues?.[slot],
      newValue: mark & NEW_IS_NUMBER ? this.#newNumbers[slot] : this.#newValues?.[slot],
      timestamp: this.#timestamps[slot],
      mark,
      context: this.#contexts?.[slot],
      rule: this.#rules?.[slot],
    };
  }

  #put(
    sequence: number,
    owner: Owner,
    oldNumber: number,
    newNumber: number,
    timestamp: number,
    mark: number,
  ): number {
    const slot = this.#take();
    this.#sequences[slot] = sequence;
    this.#timestamps[slot] = timestamp;
    this.#oldNumbers[slot] = oldNumber;
    this.#newNumbers[slot] = newNumber;
    this.#marks[slot] = mark;
    this.#owners[slot] = owner;
    return slot;
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
    if (this.size < this.#capacity) this.size += 1;
    return slot;
  }

  #wrapOrGrow(): void {
    if (this.#slots === this.#capacity) {
      this.#next = 0;
      return;
    }
    this.#slots = Math.min(this.#capacity, Math.max(FIRST_SLOTS, this.#slots * 2));
    this.#sequences = grown(this.#sequences, this.#slots);
    this.#timestamps = grown(this.#timestamps, this.#slots);
    this.#oldNumbers = grown(this.#oldNumbers, this.#slots);
    this.#newNumbers = grown(this.#newNumbers, this.#slots);
    const marks = new Uint8Array(this.#slots);
    marks.set(this.#marks);
    this.#marks = marks;
  }

  /** Counts the new entry's bytes, no longer those of the one it replaced, and lets the oldest go that are too many. */
  #weigh(slot: number, oldValue: unknown, newValue: unknown, maxBytes: number): void {
    this.#sizes ??= this.#column();
    const bytes = ROW_BYTES + bytesOf(oldValue) + bytesOf(newValue);
    this.#bytes += bytes - (this.#sizes[slot] ?? 0);
    this.#sizes[slot] = bytes;
    while (this.#bytes > maxBytes && this.size > 1) {
      const oldest = this.#slotOf(this.first);
      this.#bytes -= this.#sizes[oldest] ?? 0;
      this.#sizes[oldest] = 0;
      if (this.#newValues !== undefined) this.#setValues(oldest, undefined, undefined);
      this.size -= 1;
    }
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

  #setRule(slot: number, rule: string | undefined): void {
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

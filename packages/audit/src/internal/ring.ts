import type { AuditContext } from '../context/audit-context.ts';
import type { Entry } from './entry.ts';
import type { Owner } from './owner.ts';

/** Sequence, timestamp, old and new number. */
const NUMBERS = 4;
const FIRST_SLOTS = 16;
const ENTRY_BYTES = NUMBERS * 8 + 8;

/** Total order of all changes of this process. */
let lastSequence = 0;

export function nextSequence(): number {
  lastSequence += 1;
  return lastSequence;
}

/**
 * The log of one attribute: its newest entries, up to a capacity and, where asked for, a number of bytes.
 *
 * A change from number to number takes four numbers in one typed array and a pointer to the owner's name, and no object.
 * Other entries are kept beside it as they are. Memory is taken by doubling, up to the capacity.
 */
export class Ring {
  /** Entries ever appended: the position of the next one. */
  total = 0;
  /** Entries let go for the sake of `maxBytes`, which may be more than the capacity has let go. */
  #evicted = 0;
  readonly #capacity: number;
  readonly #maxBytes: number;
  #bytes = 0;
  #next = 0;
  #slots = 0;
  #numbers = new Float64Array(0);
  readonly #owners: Owner[] = [];
  /** By slot: an entry that is more than numbers, or the context of one that is not. */
  #beside: (Entry | AuditContext | undefined)[] | undefined;
  /** How many slots have something beside. While none has, appending numbers looks no further. */
  #besides = 0;

  constructor(capacity: number, maxBytes: number) {
    this.#capacity = capacity;
    this.#maxBytes = maxBytes;
  }

  /** The position of the oldest entry kept, which is the number of those dropped. */
  get first(): number {
    return Math.max(this.#evicted, this.total - this.#capacity);
  }

  /** Gives a cell that holds a number another one, and appends the change. The hot path. */
  appendNumbers(
    owner: Owner,
    cell: { number: number },
    value: number,
    timestamp: number,
    context: AuditContext | undefined,
  ): void {
    const slot = this.#take(owner);
    const row = slot * NUMBERS;
    const numbers = this.#numbers;
    lastSequence += 1;
    numbers[row] = lastSequence;
    numbers[row + 1] = timestamp;
    numbers[row + 2] = cell.number;
    numbers[row + 3] = value;
    cell.number = value;
    if (context !== undefined || this.#besides > 0) this.#put(slot, context);
  }

  /** Appends any entry. */
  append(entry: Entry): void {
    if (this.#maxBytes < Infinity) this.#evictFor(ENTRY_BYTES + entry.bytes);
    this.#put(this.#take(entry.owner), entry);
  }

  /** The entry at a position, from `first` to below `total`. */
  entryAt(position: number): Entry {
    const slot = position % this.#capacity;
    const beside = this.#beside?.[slot];
    if (beside !== undefined && 'sequence' in beside) return beside;
    const row = slot * NUMBERS;
    const numbers = this.#numbers;
    return {
      sequence: numbers[row],
      timestamp: numbers[row + 1],
      oldValue: numbers[row + 2],
      newValue: numbers[row + 3],
      owner: this.#owners[slot],
      context: beside,
      bytes: 0,
    };
  }

  /** Lets the oldest entries go that would be too many, or too large together, with a new one of so many bytes. */
  #evictFor(bytes: number): void {
    const last = this.total - this.#capacity;
    while (this.first < this.total && (this.#bytes + bytes > this.#maxBytes || this.first === last)) {
      this.#bytes -= ENTRY_BYTES + this.entryAt(this.first).bytes;
      this.#put(this.first % this.#capacity, undefined);
      this.#evicted = this.first + 1;
    }
    this.#bytes += bytes;
  }

  /** The slot of the next entry: a new one, or from the capacity on that of the oldest. */
  #take(owner: Owner): number {
    const slot = this.#next < this.#slots ? this.#next : this.#makeRoom();
    this.#owners[slot] = owner;
    this.#next = slot + 1;
    this.total += 1;
    return slot;
  }

  #makeRoom(): number {
    if (this.#slots === this.#capacity) return 0;
    const full = this.#numbers;
    const slot = this.#slots;
    this.#slots = Math.min(this.#capacity, Math.max(FIRST_SLOTS, slot * 2));
    this.#numbers = new Float64Array(NUMBERS * this.#slots);
    this.#numbers.set(full);
    this.#owners.length = this.#slots;
    if (this.#beside !== undefined) this.#beside.length = this.#slots;
    return slot;
  }

  #put(slot: number, beside: Entry | AuditContext | undefined): void {
    this.#beside ??= new Array(this.#slots).fill(undefined);
    if (this.#beside[slot] !== undefined) this.#besides -= 1;
    if (beside !== undefined) this.#besides += 1;
    this.#beside[slot] = beside;
  }
}

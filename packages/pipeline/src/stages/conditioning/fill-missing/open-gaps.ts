const initialCapacity = 16;

/** The gaps as they stood, oldest first. */
export interface OpenGapsState {
  readonly records: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly deadlines: Float64Array<ArrayBuffer>;
  readonly slots: Float64Array<ArrayBuffer>;
}

/**
 * Records that have no value and wait for the next one of their key, in the order in which they came; those of one key
 * are linked with each other.
 *
 * A gap has a number, counted from the first there ever was, and lies in arrays at that number modulo their length.
 */
export class OpenGaps {
  /** By gap: the number of its record, its time, when it is given up, and its key's slot; -1 once it is closed. */
  #records = new Float64Array(initialCapacity);
  #times = new Float64Array(initialCapacity);
  #deadlines = new Float64Array(initialCapacity);
  #slots = new Float64Array(initialCapacity);
  /** By gap: the next one of the same key. Right as long as that key has one. */
  #next = new Float64Array(initialCapacity);
  /** By slot: the first and the last gap of the key; -1 when there is none. */
  #firstOf = new Float64Array(0);
  #lastOf = new Float64Array(0);
  #head = 0;
  #tail = 0;

  /** The number of the oldest record that waits; Infinity when none does. */
  get oldest(): number {
    return this.#head === this.#tail
      ? Number.POSITIVE_INFINITY
      : this.#records[this.#head & (this.#records.length - 1)];
  }

  /** Makes room for slots 0 to `slots` − 1. */
  reserve(slots: number): void {
    const known = this.#firstOf.length;
    if (slots <= known) return;
    const capacity = Math.max(slots, known * 2);
    this.#firstOf = lengthened(this.#firstOf, new Float64Array(capacity).fill(-1));
    this.#lastOf = lengthened(this.#lastOf, new Float64Array(capacity).fill(-1));
  }

  /** Opens a gap, behind all others. */
  add(record: number, time: number, deadline: number, slot: number): void {
    if (this.#tail - this.#head === this.#records.length) this.#grow();
    const gap = this.#tail;
    const place = gap & (this.#records.length - 1);
    this.#records[place] = record;
    this.#times[place] = time;
    this.#deadlines[place] = deadline;
    this.#slots[place] = slot;
    this.#next[place] = -1;
    if (this.#firstOf[slot] < 0) this.#firstOf[slot] = gap;
    else this.#next[this.#lastOf[slot] & (this.#records.length - 1)] = gap;
    this.#lastOf[slot] = gap;
    this.#tail = gap + 1;
  }

  /** Whether a key has a gap. */
  has(slot: number): boolean {
    return this.#firstOf[slot] >= 0;
  }

  /** Closes the oldest gap of a key, which has one, and tells where it lies: see {@link OpenGaps.record}. */
  close(slot: number): number {
    const gap = this.#firstOf[slot];
    const place = gap & (this.#records.length - 1);
    this.#firstOf[slot] = this.#next[place];
    this.#slots[place] = -1;
    return place;
  }

  /** The number of the record whose gap was the last to be closed. */
  record(place: number): number {
    return this.#records[place];
  }

  /** The time of the record whose gap was the last to be closed. */
  time(place: number): number {
    return this.#times[place];
  }

  /** Gives up the oldest gaps, of records before `record` or with a deadline before `clock`; forgets closed ones. */
  giveUp(record: number, clock: number): void {
    while (this.#head < this.#tail) {
      const place = this.#head & (this.#records.length - 1);
      const slot = this.#slots[place];
      if (slot >= 0) {
        if (this.#records[place] >= record && this.#deadlines[place] >= clock) return;
        this.close(slot);
      }
      this.#head += 1;
    }
  }

  snapshot(): OpenGapsState {
    const gaps = Float64Array.from({ length: this.#tail - this.#head }, (_, i) => this.#head + i);
    const places = gaps.map((gap) => gap & (this.#records.length - 1));
    const open = places.filter((place) => this.#slots[place] >= 0);
    return {
      records: open.map((place) => this.#records[place]),
      times: open.map((place) => this.#times[place]),
      deadlines: open.map((place) => this.#deadlines[place]),
      slots: open.map((place) => this.#slots[place]),
    };
  }

  restore({ records, times, deadlines, slots }: OpenGapsState): void {
    this.reserve(slots.reduce((most, slot) => Math.max(most, slot + 1), 0));
    for (const [i, record] of records.entries()) this.add(record, times[i], deadlines[i], slots[i]);
  }

  #grow(): void {
    const old = this.#records.length;
    const inOrder = (numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(old * 2);
      for (let gap = this.#head; gap < this.#tail; gap += 1) {
        larger[gap & (old * 2 - 1)] = numbers[gap & (old - 1)];
      }
      return larger;
    };
    this.#records = inOrder(this.#records);
    this.#times = inOrder(this.#times);
    this.#deadlines = inOrder(this.#deadlines);
    this.#slots = inOrder(this.#slots);
    this.#next = inOrder(this.#next);
  }
}

function lengthened(
  shorter: Float64Array<ArrayBuffer>,
  longer: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  longer.set(shorter);
  return longer;
}

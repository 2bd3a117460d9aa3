const initialCapacity = 1_024;

/** The queue as it stood, earliest first. */
export interface TimeQueueState {
  readonly times: Float64Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
}

/** Row numbers in the order of their time; those of equal time in the order in which they came. */
export class TimeQueue {
  #times = new Float64Array(initialCapacity);
  #rows = new Int32Array(initialCapacity);
  #head = 0;
  #tail = 0;

  get size(): number {
    return this.#tail - this.#head;
  }

  /** The earliest time; of a queue that is not empty. */
  get earliest(): number {
    return this.#times[this.#head];
  }

  /** Puts a row at its place, which is the end when it comes in order. */
  add(time: number, row: number): void {
    if (this.#tail === this.#rows.length) this.#makeRoom();
    const end = this.#tail;
    const place = end > this.#head && time < this.#times[end - 1] ? this.#placeOf(time) : end;
    if (place < end) {
      this.#times.copyWithin(place + 1, place, end);
      this.#rows.copyWithin(place + 1, place, end);
    }
    this.#times[place] = time;
    this.#rows[place] = row;
    this.#tail = end + 1;
  }

  /** Takes the earliest row out. */
  shift(): number {
    const row = this.#rows[this.#head];
    this.#head += 1;
    return row;
  }

  /** Gives every row the number that it has in `numbers` now. */
  renumber(numbers: Int32Array): void {
    for (let i = this.#head; i < this.#tail; i += 1) this.#rows[i] = numbers[this.#rows[i]];
  }

  snapshot(): TimeQueueState {
    return {
      times: this.#times.slice(this.#head, this.#tail),
      rows: this.#rows.slice(this.#head, this.#tail),
    };
  }

  restore({ times, rows }: TimeQueueState): void {
    this.#times = times.slice();
    this.#rows = rows.slice();
    this.#head = 0;
    this.#tail = rows.length;
  }

  /** Behind the last row that is not later than `time`. */
  #placeOf(time: number): number {
    let low = this.#head;
    let high = this.#tail;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Moves the rows to the front, of larger arrays unless that gives half of the room back. */
  #makeRoom(): void {
    const { size } = this;
    if (size * 2 >= this.#rows.length) this.#lengthen(Math.max(initialCapacity, size * 2));
    this.#times.copyWithin(0, this.#head, this.#tail);
    this.#rows.copyWithin(0, this.#head, this.#tail);
    this.#head = 0;
    this.#tail = size;
  }

  #lengthen(capacity: number): void {
    const times = new Float64Array(capacity);
    const rows = new Int32Array(capacity);
    times.set(this.#times);
    rows.set(this.#rows);
    this.#times = times;
    this.#rows = rows;
  }
}

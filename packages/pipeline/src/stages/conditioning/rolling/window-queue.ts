/** A queue's contents, oldest first. */
export interface WindowQueueState {
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  /** How many of them have been summed up together; the rest came later. */
  readonly front: number;
}

const initialCapacity = 8;

/** The numbers in the window of one key, oldest first, and a statistic of them. */
export abstract class WindowQueue {
  protected values = new Float64Array(initialCapacity);
  /** Where the oldest number is, and where the next one goes. */
  protected head = 0;
  protected tail = 0;
  #times = new Float64Array(initialCapacity);

  /** The statistic of the numbers; of a queue that has one at least. */
  abstract readonly result: number;

  get size(): number {
    return this.tail - this.head;
  }

  /** How many numbers, from the oldest on, have been summed up together. */
  protected get front(): number {
    return 0;
  }

  /** Adds a number at its place in time, which is nearly always the end. */
  push(time: number, value: number): void {
    if (this.tail === this.values.length) this.#makeRoom();
    const end = this.tail;
    let place = end;
    while (place > this.head && this.#times[place - 1] > time) place -= 1;
    if (place < end) {
      this.#times.copyWithin(place + 1, place, end);
      this.values.copyWithin(place + 1, place, end);
    }
    this.#times[place] = time;
    this.values[place] = value;
    this.tail = end + 1;
    if (place === end) this.appended(value);
    else this.inserted(value);
  }

  /**
   * Adds a number, and removes those that are then `ms` or more older than the latest. False when that holds for the
   * number itself, which then is not added.
   */
  pushRecent(time: number, value: number, ms: number): boolean {
    if (this.size > 0 && this.#times[this.tail - 1] - time >= ms) return false;
    this.push(time, value);
    while (this.#times[this.tail - 1] - this.#times[this.head] >= ms) this.shift();
    return true;
  }

  /** Removes the oldest number. */
  shift(): void {
    this.leaving(this.values[this.head]);
    this.head += 1;
    if (this.head === this.tail) this.clear();
  }

  clear(): void {
    this.head = 0;
    this.tail = 0;
    this.cleared();
  }

  snapshot(): WindowQueueState {
    return {
      times: this.#times.slice(this.head, this.tail),
      values: this.values.slice(this.head, this.tail),
      front: this.front,
    };
  }

  /** Goes on from a snapshot, on a queue that is empty: to the last bit as the queue that it was taken of. */
  restore({ times, values, front }: WindowQueueState): void {
    for (const [i, time] of times.entries()) {
      if (i === front) this.sumUp();
      this.push(time, values[i]);
    }
    if (front === times.length) this.sumUp();
  }

  /** A number has come, and is the last. */
  protected abstract appended(value: number): void;
  /** A number has come, and is not the last. */
  protected abstract inserted(value: number): void;
  /** The oldest number is about to go. */
  protected abstract leaving(value: number): void;
  protected abstract cleared(): void;
  /** The numbers so far are to be summed up together, as they were when a snapshot was taken. */
  protected sumUp(): void {}
  /** The numbers from `start` to `end` lie at the front now, in an array for `capacity` of them. */
  protected moved(_start: number, _end: number, _capacity: number): void {}

  /** Moves the numbers to the front, of a larger array unless that gives half of the room back. */
  #makeRoom(): void {
    const { size, head, tail, values } = this;
    const capacity = size * 2 > values.length ? values.length * 2 : values.length;
    this.#times = toFront(this.#times, head, tail, capacity);
    this.values = toFront(values, head, tail, capacity);
    this.head = 0;
    this.tail = size;
    this.moved(head, tail, capacity);
  }
}

/** The numbers from `start` to `end`, at the front of an array for `capacity`: the same one where it is as long. */
export function toFront(
  numbers: Float64Array<ArrayBuffer>,
  start: number,
  end: number,
  capacity: number,
): Float64Array<ArrayBuffer> {
  if (capacity === numbers.length) return numbers.copyWithin(0, start, end);
  const larger = new Float64Array(capacity);
  larger.set(numbers.subarray(start, end));
  return larger;
}

import type { RowNumbers } from '@pipe/records';

const initialCapacity = 1_024;

/** A row that comes later than so many that follow it in time is put at its place by other means. */
const near = 32;

/** The queue as it stood, earliest first. */
export interface TimeQueueState {
  readonly times: Float64Array<ArrayBuffer>;
  readonly rows: Int32Array<ArrayBuffer>;
  readonly newest: number;
  readonly sentUpTo: number;
}

/** The rows of a batch that are to be queued, by the number that the first of them is to have. */
export interface TimedRows {
  /** By row. */
  readonly times: Float64Array;
  readonly rows: RowNumbers;
  readonly count: number;
}

/**
 * Row numbers in the order of their time, those of equal time in the order in which they came: until there is a time so
 * much later, or until there are so many of them.
 */
export class TimeQueue {
  readonly #withinMs: number;
  readonly #maxRecords: number;
  #times = new Float64Array(initialCapacity);
  #rows = new Int32Array(initialCapacity);
  /** The rows that are due. */
  #due = new Uint32Array(0);
  // In arrays, for a loop to write to.
  /** Where the queue begins, where it ends, and how many rows are due. */
  readonly #places = Int32Array.of(0, 0, 0);
  /** The newest time, and the latest that has become due. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);

  constructor(withinMs: number, maxRecords: number) {
    this.#withinMs = withinMs;
    this.#maxRecords = maxRecords;
  }

  get size(): number {
    const [head, tail] = this.#places;
    return tail - head;
  }

  /** The latest time that has become due. */
  get sentUpTo(): number {
    return this.#clock[1];
  }

  /** Makes room for so many rows more, and forgets those that were due. */
  open(rows: number): void {
    if (this.#places[1] + rows > this.#rows.length) this.#makeRoom(rows);
    const most = this.size + rows;
    if (this.#due.length < most) this.#due = new Uint32Array(Math.max(most, this.#due.length * 2));
    this.#places[2] = 0;
  }

  /**
   * Queues rows from the `start`-th on, up to the first that is late: before what has been due; returns which that is.
   *
   * @param first - The number of the first row of all; those of the others follow.
   */
  addInTime({ times, rows, count }: TimedRows, start: number, first: number): number {
    let i = start;
    for (;;) {
      i = queueRows(
        times,
        rows,
        i,
        count,
        first,
        this.#withinMs,
        this.#maxRecords,
        this.#times,
        this.#rows,
        this.#due,
        this.#places,
        this.#clock,
      );
      if (i === count || times[rows[i]] < this.sentUpTo) return i;
      this.#insert(times[rows[i]], first + i);
      i += 1;
    }
  }

  /** Makes a row due that is not in the queue. */
  pass(row: number): void {
    this.#due[this.#places[2]] = row;
    this.#places[2] += 1;
  }

  /** Makes all rows due. */
  drain(): void {
    this.open(0);
    const [head, tail] = this.#places;
    this.#due.set(this.#rows.subarray(head, tail));
    this.#places.set([tail, tail, tail - head]);
  }

  /** The rows that have become due since the queue was opened. */
  get due(): Uint32Array {
    return this.#due.subarray(0, this.#places[2]);
  }

  /** Gives every row the number that it has in `numbers` now. */
  renumber(numbers: Int32Array): void {
    const [head, tail] = this.#places;
    for (let i = head; i < tail; i += 1) this.#rows[i] = numbers[this.#rows[i]];
  }

  snapshot(): TimeQueueState {
    const [head, tail] = this.#places;
    const [newest, sentUpTo] = this.#clock;
    return { times: this.#times.slice(head, tail), rows: this.#rows.slice(head, tail), newest, sentUpTo };
  }

  restore({ times, rows, newest, sentUpTo }: TimeQueueState): void {
    this.#times = times.slice();
    this.#rows = rows.slice();
    this.#places.set([0, rows.length, 0]);
    this.#clock.set([newest, sentUpTo]);
  }

  /** Puts a row at its place, far from the end. */
  #insert(time: number, row: number): void {
    const [, end] = this.#places;
    const place = this.#placeOf(time);
    this.#times.copyWithin(place + 1, place, end);
    this.#rows.copyWithin(place + 1, place, end);
    this.#times[place] = time;
    this.#rows[place] = row;
    this.#places[1] = end + 1;
  }

  /** Behind the last row that is not later than `time`. */
  #placeOf(time: number): number {
    let [low, high] = this.#places;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Moves the rows to the front, of larger arrays unless that gives half of the room back. */
  #makeRoom(rows: number): void {
    const { size } = this;
    const [head, tail] = this.#places;
    const least = (size + rows) * 2;
    if (least > this.#rows.length) this.#lengthen(Math.max(initialCapacity, least));
    this.#times.copyWithin(0, head, tail);
    this.#rows.copyWithin(0, head, tail);
    this.#places[0] = 0;
    this.#places[1] = size;
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

/**
 * Queues rows from the `start`-th on, up to the first that is late, or whose place is far from the end; returns which that
 * is. Those that are due before it are written to `due`.
 *
 * A function of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
 */
function queueRows(
  times: Float64Array,
  rows: RowNumbers,
  start: number,
  count: number,
  first: number,
  withinMs: number,
  maxRecords: number,
  queueTimes: Float64Array,
  queueRows: Int32Array,
  due: Uint32Array,
  places: Int32Array,
  clock: Float64Array,
): number {
  // One by one: taken apart, an array gives values of any kind, and all that is reckoned with them is slow.
  let head = places[0];
  let tail = places[1];
  let found = places[2];
  let newest = clock[0];
  let sentUpTo = clock[1];
  let i = start;
  for (;;) {
    const dueUpTo = newest - withinMs;
    while (head < tail && (queueTimes[head] <= dueUpTo || tail - head > maxRecords)) {
      sentUpTo = queueTimes[head];
      due[found] = queueRows[head];
      found += 1;
      head += 1;
    }
    const before = i;
    // Rows that fall due meanwhile stay in the queue: only a row earlier than the newest has to know of them.
    for (; i < count && tail - head <= maxRecords; i += 1) {
      const time = times[rows[i]];
      let place = tail;
      if (time >= newest) {
        newest = time;
      } else {
        // At first all that are due have just been taken out: `sentUpTo` tells.
        if (time < sentUpTo || (i > before && time < newest - withinMs)) break;
        if (tail - head > near && queueTimes[tail - near] > time) break;
        for (; place > head && queueTimes[place - 1] > time; place -= 1) {
          queueTimes[place] = queueTimes[place - 1];
          queueRows[place] = queueRows[place - 1];
        }
      }
      queueTimes[place] = time;
      queueRows[place] = first + i;
      tail += 1;
    }
    if (i === before) break;
  }
  places[0] = head;
  places[1] = tail;
  places[2] = found;
  clock[0] = newest;
  clock[1] = sentUpTo;
  return i;
}

const initialIds = 16;

/**
 * What falls due when: a deadline for each of many ids, and the earliest of them at hand.
 *
 * A deadline that is put off, as most are again and again, costs two stores: the heap is put right only when the id comes
 * to its top. Of equal deadlines the one of the lower rank comes first.
 */
export class Deadlines {
  /** By id; Infinity for one that has none. A loop may put deadlines off here, which is all that setting a later one does. */
  due = new Float64Array(initialIds).fill(Number.POSITIVE_INFINITY);
  /** By id: what it was set with last. */
  rank = new Float64Array(initialIds);
  /** By id: the deadline and rank it is in the heap by, never later than its own. */
  #keyDue = new Float64Array(initialIds);
  #keyRank = new Float64Array(initialIds);
  /** By id: its place in the heap, -1 when it is not there. */
  #place = new Int32Array(initialIds).fill(-1);
  readonly #heap: number[] = [];

  /** Nothing falls due before this time. */
  get next(): number {
    return this.#heap.length === 0 ? Number.POSITIVE_INFINITY : this.#keyDue[this.#heap[0]];
  }

  /** Makes room for ids 0 to `ids` − 1. */
  reserve(ids: number): void {
    if (ids <= this.due.length) return;
    const capacity = Math.max(ids, this.due.length * 2);
    this.due = lengthened(this.due, new Float64Array(capacity).fill(Number.POSITIVE_INFINITY));
    this.rank = lengthened(this.rank, new Float64Array(capacity));
    this.#keyDue = lengthened(this.#keyDue, new Float64Array(capacity));
    this.#keyRank = lengthened(this.#keyRank, new Float64Array(capacity));
    this.#place = lengthened(this.#place, new Int32Array(capacity).fill(-1));
  }

  /** Sets the deadline of an id, which may have had one. */
  set(id: number, due: number, rank: number): void {
    this.reserve(id + 1);
    this.due[id] = due;
    this.rank[id] = rank;
    const place = this.#place[id];
    if (place >= 0 && due >= this.#keyDue[id]) return;
    this.#keyDue[id] = due;
    this.#keyRank[id] = rank;
    this.#up(id, place >= 0 ? place : this.#heap.push(id) - 1);
  }

  /** The id has no deadline any more. */
  delete(id: number): void {
    if (id < this.due.length) this.due[id] = Number.POSITIVE_INFINITY;
  }

  /** Whether a deadline is `time` or before; puts the heap right as far as it takes to know. */
  isDue(time: number): boolean {
    while (this.next <= time) {
      const id = this.#heap[0];
      const due = this.due[id];
      if (due === Number.POSITIVE_INFINITY) this.#removeTop();
      else if (due === this.#keyDue[id] && this.rank[id] === this.#keyRank[id]) return true;
      else {
        this.#keyDue[id] = due;
        this.#keyRank[id] = this.rank[id];
        this.#down(id, 0);
      }
    }
    return false;
  }

  /** Takes out the id whose deadline is the earliest, if that is `time` or before; -1 when there is none. */
  take(time: number): number {
    if (!this.isDue(time)) return -1;
    const id = this.#heap[0];
    this.#removeTop();
    this.due[id] = Number.POSITIVE_INFINITY;
    return id;
  }

  #removeTop(): void {
    this.#place[this.#heap[0]] = -1;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#down(last, 0);
  }

  #up(id: number, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (!this.#isBefore(id, above)) break;
      this.#put(above, place);
      place = parent;
    }
    this.#put(id, place);
  }

  #down(id: number, from: number): void {
    const heap = this.#heap;
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#isBefore(heap[child + 1], heap[child])) child += 1;
      if (!this.#isBefore(heap[child], id)) break;
      this.#put(heap[child], place);
      place = child;
    }
    this.#put(id, place);
  }

  #put(id: number, place: number): void {
    this.#heap[place] = id;
    this.#place[id] = place;
  }

  #isBefore(one: number, other: number): boolean {
    const difference = this.#keyDue[one] - this.#keyDue[other];
    return difference === 0 ? this.#keyRank[one] < this.#keyRank[other] : difference < 0;
  }
}

function lengthened<Numbers extends Float64Array | Int32Array>(shorter: Numbers, longer: Numbers): Numbers {
  longer.set(shorter);
  return longer;
}

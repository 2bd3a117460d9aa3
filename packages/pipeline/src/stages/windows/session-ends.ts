import { SlotArray } from '../../internal/slot-array.ts';

/**
 * Which of many sessions, each in a pane, have ended: a heap by the time at which each would have ended when it was last
 * looked at.
 *
 * Most go on, and are put off. Many fall due at once, so all that are due are looked at where they are, and the heap is put
 * right from below, which costs a step or two for each instead of one for each level.
 */
export class SessionEnds {
  /** By place in the heap: the children of place p are at 2p + 1 and 2p + 2. */
  readonly #panes = new SlotArray(Int32Array);
  readonly #times = new SlotArray(Float64Array);
  readonly #endOf: (pane: number) => number;
  #size = 0;
  /** The places that are due, ascending. */
  readonly #due: number[] = [];

  /** @param endOf - When the session in a pane ends; later than it did before, unless there is none any more. */
  constructor(endOf: (pane: number) => number) {
    this.#endOf = endOf;
  }

  /** There is a session in the pane, which must not be here yet. */
  add(pane: number): void {
    const time = this.#endOf(pane);
    this.#size += 1;
    const panes = this.#panes.reserve(this.#size);
    const times = this.#times.reserve(this.#size);
    let place = this.#size - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (times[above] <= time) break;
      panes[place] = panes[above];
      times[place] = times[above];
      place = above;
    }
    panes[place] = pane;
    times[place] = time;
  }

  /** Takes out the panes whose sessions have ended at `time` or before, in no order. */
  take(time: number): number[] {
    const ended: number[] = [];
    this.#findDue(time);
    for (let i = this.#due.length - 1; i >= 0; i -= 1) {
      const place = this.#due[i];
      const pane = this.#panes.values[place];
      const end = this.#endOf(pane);
      if (end > time) this.#sink(place, pane, end);
      else {
        this.#remove(place);
        ended.push(pane);
      }
    }
    return ended;
  }

  #findDue(time: number): void {
    const times = this.#times.values;
    const due = this.#due;
    due.length = 0;
    if (this.#size > 0 && times[0] <= time) due.push(0);
    for (let i = 0; i < due.length; i += 1) {
      const left = due[i] * 2 + 1;
      if (left < this.#size && times[left] <= time) due.push(left);
      if (left + 1 < this.#size && times[left + 1] <= time) due.push(left + 1);
    }
  }

  /** The last one takes its place. Those below are in order, those above are due and looked at later. */
  #remove(place: number): void {
    this.#size -= 1;
    if (place < this.#size) this.#sink(place, this.#panes.values[this.#size], this.#times.values[this.#size]);
  }

  /** Puts a pane where nothing below is earlier, at the place or under it. */
  #sink(from: number, pane: number, time: number): void {
    const panes = this.#panes.values;
    const times = this.#times.values;
    let place = from;
    for (let child = place * 2 + 1; child < this.#size; child = place * 2 + 1) {
      if (child + 1 < this.#size && times[child + 1] < times[child]) child += 1;
      if (times[child] >= time) break;
      panes[place] = panes[child];
      times[place] = times[child];
      place = child;
    }
    panes[place] = pane;
    times[place] = time;
  }
}

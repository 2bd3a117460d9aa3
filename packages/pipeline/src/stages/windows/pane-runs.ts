import { SlotArray } from '../../internal/slot-array.ts';

/** Which pane the records in play belong to, as they came: one after the other they are mostly of the same one. */
export class PaneRuns {
  /** How many runs there are. */
  length = 0;
  readonly #begins = new SlotArray(Int32Array);
  readonly #starts = new SlotArray(Float64Array);

  /** By run: how many of the records in play come before it; at {@link PaneRuns.length}, how many there are. */
  get begins(): Int32Array {
    return this.#begins.values;
  }

  /** By run: when the pane begins. */
  get starts(): Float64Array {
    return this.#starts.values;
  }

  /** From the `at`-th record on, they belong to the pane that begins at `start`. */
  add(at: number, start: number): void {
    this.#begins.reserve(this.length + 2)[this.length] = at;
    this.#starts.reserve(this.length + 1)[this.length] = start;
    this.length += 1;
  }

  /** There are `count` records. */
  end(count: number): void {
    this.#begins.reserve(this.length + 1)[this.length] = count;
  }
}

import { WindowQueue } from './window-queue.ts';

/**
 * A window whose statistic is put together from summaries, so that nothing is ever subtracted.
 *
 * The queue has a *front*, with a summary at each number of it and all behind it in the front, and a *back* of those that
 * came later, with one summary of all. When the front has been used up, the back becomes the front: each number is summed
 * up twice, however long the window is. (The two stacks of a functional queue.)
 */
export abstract class SummaryQueue extends WindowQueue {
  /** Where the front ends and the back begins. */
  #split = 0;

  get result(): number {
    return this.total(this.head, this.#split);
  }

  protected override get front(): number {
    return this.#split - this.head;
  }

  protected appended(value: number): void {
    this.addToBack(value, this.tail - this.#split);
  }

  protected inserted(): void {
    this.#turn();
  }

  protected leaving(): void {
    if (this.head === this.#split) this.#turn();
  }

  protected cleared(): void {
    this.#split = 0;
    this.clearBack();
  }

  protected override sumUp(): void {
    this.#turn();
  }

  /** When numbers are summed up together depends on them alone, not on the room that the queue happens to have. */
  protected override moved(start: number, end: number, capacity: number): void {
    this.#split -= start;
    this.moveSummaries(start, end, capacity);
  }

  /** Writes for each of the numbers from `start` to `end` the summary from there to `end`. */
  protected abstract summarise(start: number, end: number): void;
  /** Moves the summaries from `start` to `end` to the front, as {@link toFront} does. */
  protected abstract moveSummaries(start: number, end: number, capacity: number): void;
  /** The back has `count` numbers now, this one among them. */
  protected abstract addToBack(value: number, count: number): void;
  protected abstract clearBack(): void;
  /** The statistic of the front, which is from `start` to `end` and may be empty, and the back. */
  protected abstract total(start: number, end: number): number;

  /** Makes everything the front. */
  #turn(): void {
    this.#split = this.tail;
    this.summarise(this.head, this.tail);
    this.clearBack();
  }
}

/** Room for a summary beside each number. */
export function roomFor(
  values: Float64Array,
  summaries: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  return summaries.length === values.length ? summaries : new Float64Array(values.length);
}

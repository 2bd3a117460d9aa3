import { roomFor, SummaryQueue } from './summary-queue.ts';
import { toFront } from './window-queue.ts';

/** The least of a window's numbers, or the greatest; NaN while one of them is NaN. */
export class ExtremeQueue extends SummaryQueue {
  readonly #of: (a: number, b: number) => number;
  readonly #none: number;
  #front = new Float64Array(0);
  #back: number;

  constructor(isGreatest: boolean) {
    super();
    this.#of = isGreatest ? Math.max : Math.min;
    this.#none = isGreatest ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    this.#back = this.#none;
  }

  protected summarise(start: number, end: number): void {
    this.#front = roomFor(this.values, this.#front);
    let extreme = this.#none;
    for (let i = end - 1; i >= start; i -= 1) {
      extreme = this.#of(extreme, this.values[i]);
      this.#front[i] = extreme;
    }
  }

  protected moveSummaries(start: number, end: number, capacity: number): void {
    this.#front = toFront(this.#front, start, end, capacity);
  }

  protected addToBack(value: number): void {
    this.#back = this.#of(this.#back, value);
  }

  protected clearBack(): void {
    this.#back = this.#none;
  }

  protected total(start: number, end: number): number {
    return start < end ? this.#of(this.#front[start], this.#back) : this.#back;
  }
}

import { roomFor, SummaryQueue } from './summary-queue.ts';
import { toFront } from './window-queue.ts';

/** The sum of a window's numbers, or their mean. */
export class SumQueue extends SummaryQueue {
  readonly #isMean: boolean;
  #front = new Float64Array(0);
  #back = 0;

  constructor(isMean: boolean) {
    super();
    this.#isMean = isMean;
  }

  protected summarise(start: number, end: number): void {
    this.#front = roomFor(this.values, this.#front);
    let sum = 0;
    for (let i = end - 1; i >= start; i -= 1) {
      sum += this.values[i];
      this.#front[i] = sum;
    }
  }

  protected moveSummaries(start: number, end: number, capacity: number): void {
    this.#front = toFront(this.#front, start, end, capacity);
  }

  protected addToBack(value: number): void {
    this.#back += value;
  }

  protected clearBack(): void {
    this.#back = 0;
  }

  protected total(start: number, end: number): number {
    const sum = start < end ? this.#front[start] + this.#back : this.#back;
    return this.#isMean ? sum / this.size : sum;
  }
}

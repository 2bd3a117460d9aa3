import { quantileOf, SortedNumbers } from '../../../internal/sorted-numbers.ts';
import { WindowQueue } from './window-queue.ts';

/** A quantile of a window's numbers, between neighbours by straight line; NaN while one of them is NaN. */
export class QuantileQueue extends WindowQueue {
  readonly #share: number;
  readonly #sorted = new SortedNumbers();
  #notNumbers = 0;

  constructor(share: number) {
    super();
    this.#share = share;
  }

  get result(): number {
    return this.#notNumbers > 0
      ? Number.NaN
      : quantileOf(this.#sorted.values, this.#sorted.size, this.#share);
  }

  protected appended(value: number): void {
    if (Number.isNaN(value)) this.#notNumbers += 1;
    // Minus zero becomes zero: of two that are equal, the one that leaves must not matter.
    else this.#sorted.add(value + 0);
  }

  protected inserted(value: number): void {
    this.appended(value);
  }

  protected leaving(value: number): void {
    if (Number.isNaN(value)) this.#notNumbers -= 1;
    else this.#sorted.remove(value);
  }

  protected cleared(): void {
    this.#notNumbers = 0;
    this.#sorted.clear();
  }
}

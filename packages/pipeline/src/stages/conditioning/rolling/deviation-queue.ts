import { roomFor, SummaryQueue } from './summary-queue.ts';
import { toFront } from './window-queue.ts';

/**
 * The sample standard deviation of a window's numbers (divided by n − 1); NaN of fewer than two.
 *
 * A summary is a mean and the sum of squared distances from it: numbers are added by Welford's formula, front and back
 * joined by that of Chan, Golub and LeVeque. Each side reckons from one of its own numbers, the front from its last and
 * the back from its first: what is left when a large offset has been taken off has all its digits.
 */
export class DeviationQueue extends SummaryQueue {
  #frontMeans = new Float64Array(0);
  #frontSquares = new Float64Array(0);
  #backOrigin = 0;
  #backMean = 0;
  #backSquares = 0;

  protected summarise(start: number, end: number): void {
    this.#frontMeans = roomFor(this.values, this.#frontMeans);
    this.#frontSquares = roomFor(this.values, this.#frontSquares);
    const origin = this.values[end - 1];
    let mean = 0;
    let squares = 0;
    for (let i = end - 1; i >= start; i -= 1) {
      const value = this.values[i] - origin;
      const distance = value - mean;
      mean += distance / (end - i);
      squares += distance * (value - mean);
      this.#frontMeans[i] = mean;
      this.#frontSquares[i] = squares;
    }
  }

  protected moveSummaries(start: number, end: number, capacity: number): void {
    this.#frontMeans = toFront(this.#frontMeans, start, end, capacity);
    this.#frontSquares = toFront(this.#frontSquares, start, end, capacity);
  }

  protected addToBack(value: number, count: number): void {
    if (count === 1) this.#backOrigin = value;
    const number = value - this.#backOrigin;
    const distance = number - this.#backMean;
    this.#backMean += distance / count;
    this.#backSquares += distance * (number - this.#backMean);
  }

  protected clearBack(): void {
    this.#backMean = 0;
    this.#backSquares = 0;
  }

  protected total(start: number, end: number): number {
    const { size } = this;
    const front = end - start;
    const back = size - front;
    let squares = this.#backSquares;
    if (front > 0) {
      const between = this.#backOrigin - this.values[end - 1];
      const distance = back > 0 ? between + this.#backMean - this.#frontMeans[start] : 0;
      squares += this.#frontSquares[start] + (distance * distance * front * back) / size;
    }
    return Math.sqrt(squares / (size - 1));
  }
}

import { roomFor, SummaryQueue } from './summary-queue.ts';

/**
 * The sample standard deviation of a window's numbers (divided by n − 1); NaN of fewer than two.
 *
 * A summary is a mean and the sum of squared distances from it: numbers are added by Welford's formula, front and back
 * joined by that of Chan, Golub and LeVeque.
 */
export class DeviationQueue extends SummaryQueue {
  #frontMeans = new Float64Array(0);
  #frontSquares = new Float64Array(0);
  #backMean = 0;
  #backSquares = 0;

  protected summarise(start: number, end: number): void {
    this.#frontMeans = roomFor(this.values, this.#frontMeans);
    this.#frontSquares = roomFor(this.values, this.#frontSquares);
    let mean = 0;
    let squares = 0;
    for (let i = end - 1; i >= start; i -= 1) {
      const distance = this.values[i] - mean;
      mean += distance / (end - i);
      squares += distance * (this.values[i] - mean);
      this.#frontMeans[i] = mean;
      this.#frontSquares[i] = squares;
    }
  }

  protected addToBack(value: number, count: number): void {
    const distance = value - this.#backMean;
    this.#backMean += distance / count;
    this.#backSquares += distance * (value - this.#backMean);
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
      const distance = back > 0 ? this.#backMean - this.#frontMeans[start] : 0;
      squares += this.#frontSquares[start] + (distance * distance * front * back) / size;
    }
    return Math.sqrt(squares / (size - 1));
  }
}

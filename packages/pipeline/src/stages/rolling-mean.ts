/**
 * Means over the last `window` numbers of each of many keys.
 *
 * A running sum drifts: each addition and subtraction rounds. Here the sum is taken anew from the numbers each time the
 * ring comes round, which costs one addition a number, and at once after a number that is not finite has left it.
 */
export class RollingMean {
  /** The mean that {@link RollingMean.add} has just made. */
  value = 0;
  readonly #window: number;
  #rings = new Float64Array(0);
  #sums = new Float64Array(0);
  #places = new Int32Array(0);
  #filled = new Int32Array(0);

  constructor(window: number) {
    this.#window = window;
  }

  /** Makes room for keys 0 to `keys` − 1. */
  reserve(keys: number): void {
    if (keys <= this.#sums.length) return;
    const capacity = Math.max(16, keys, this.#sums.length * 2);
    this.#rings = grown(new Float64Array(capacity * this.#window), this.#rings);
    this.#sums = grown(new Float64Array(capacity), this.#sums);
    this.#places = grown(new Int32Array(capacity), this.#places);
    this.#filled = grown(new Int32Array(capacity), this.#filled);
  }

  /** Adds a number to a key's window; true, with the mean in `value`, when the window is full. */
  add(key: number, number: number): boolean {
    const window = this.#window;
    const start = key * window;
    const place = this.#places[key];
    const leaving = this.#rings[start + place];
    const wraps = place + 1 === window;
    this.#rings[start + place] = number;
    this.#places[key] = wraps ? 0 : place + 1;
    const sum = wraps || !Number.isFinite(leaving) ? this.#sumOf(start) : this.#sums[key] + number - leaving;
    this.#sums[key] = sum;
    if (this.#filled[key] < window) {
      this.#filled[key] += 1;
      if (this.#filled[key] < window) return false;
    }
    this.value = sum / window;
    return true;
  }

  /** Places not yet filled hold 0. */
  #sumOf(start: number): number {
    let sum = 0;
    for (let i = start; i < start + this.#window; i += 1) sum += this.#rings[i];
    return sum;
  }
}

function grown<Numbers extends Float64Array | Int32Array>(larger: Numbers, smaller: Numbers): Numbers {
  larger.set(smaller);
  return larger;
}

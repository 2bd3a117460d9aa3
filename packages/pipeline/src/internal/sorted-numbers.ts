/** Numbers in order, none of them NaN. Adding and removing one moves those behind it. */
export class SortedNumbers {
  values = new Float64Array(8);
  size = 0;

  add(value: number): void {
    if (this.size === this.values.length) this.#grow();
    const place = this.#placeOf(value);
    this.values.copyWithin(place + 1, place, this.size);
    this.values[place] = value;
    this.size += 1;
  }

  /** Removes one number that is there. */
  remove(value: number): void {
    const place = this.#placeOf(value);
    this.values.copyWithin(place, place + 1, this.size);
    this.size -= 1;
  }

  clear(): void {
    this.size = 0;
  }

  /** Where the first number is that is not less than `value`. */
  #placeOf(value: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}

/**
 * The number that the given share (0 to 1) of the first `size` sorted ones lie below, on the straight line between
 * neighbours (Hyndman and Fan's type 7, SQL's `percentile_cont`).
 */
export function quantileOf(sorted: Float64Array, size: number, share: number): number {
  const place = (size - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, size - 1)];
  // Also where the distance to the next is infinite, and a share of nothing of it would be NaN.
  if (place === below || low === high) return low;
  return low + (high - low) * (place - below);
}

/** What every contestant has to find. */
export interface Totals {
  readonly [name: string]: number;
  readonly count: number;
  readonly sum: number;
}

/** Counts and adds up numbers; null is no number. */
export class Sum {
  count = 0;
  sum = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.count += 1;
    this.sum += value;
  }

  get totals(): Totals {
    return { count: this.count, sum: this.sum };
  }
}

import { above } from './reading.ts';

/** Counts and adds up the values beyond the threshold. */
export class ColumnScan {
  beyond = 0;
  sum = 0;

  add(values: Float64Array): this {
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      if (value <= above) continue;
      this.beyond += 1;
      this.sum += value;
    }
    return this;
  }

  get answer() {
    return { beyond: this.beyond, sum: this.sum };
  }
}

import { SlotArray } from '../../../internal/slot-array.ts';

/** What one aggregate comes to in window after window, in memory that is used again for the next ones. */
export class ResultColumn {
  readonly #isCount: boolean;
  readonly #values = new SlotArray(Float64Array);
  /** The rows that have no value: few, as a rule. */
  readonly #nulls = new Set<number>();

  constructor(isCount: boolean) {
    this.#isCount = isCount;
  }

  /** The values by row, with room for so many. */
  reserve(rows: number): Float64Array {
    return this.#values.reserve(rows);
  }

  setNull(row: number): void {
    this.#values.values[row] = Number.NaN;
    this.#nulls.add(row);
  }

  /** The rows from `from` to before `to`, in a form that a batch takes; good until the next are written. */
  part(from: number, to: number): Float64Array | Uint32Array | (number | null)[] {
    const values = this.#values.values.subarray(from, to);
    if (this.#isCount) return new Uint32Array(values);
    if (this.#nulls.size === 0) return values;
    return Array.from(values, (value, i) => (this.#nulls.has(from + i) ? null : value));
  }

  /** Forgets all rows. */
  clear(): void {
    this.#nulls.clear();
  }
}

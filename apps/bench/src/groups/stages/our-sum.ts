import type { Sink } from '@pipe/pipeline';
import type { Totals } from './totals.ts';

/** A sink that counts and adds up a column; null is no number. */
export class OurSum implements Sink {
  readonly name = 'sum';
  readonly #field: string;
  #count = 0;
  #sum = 0;

  constructor(field: string) {
    this.#field = field;
  }

  get totals(): Totals {
    return { count: this.#count, sum: this.#sum };
  }

  consume: Sink['consume'] = (batch) => {
    const column = batch.column(this.#field) as NumberColumn;
    const { values, validity } =
      column instanceof Float64Array ? { values: column, validity: undefined } : column;
    const { selected, selection } = batch;
    let count = 0;
    let sum = 0;
    for (let i = 0; i < selected; i += 1) {
      const row = selection === undefined ? i : selection[i];
      if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) continue;
      count += 1;
      sum += values[row];
    }
    this.#count += count;
    this.#sum += sum;
  };
}

type NumberColumn =
  | Float64Array
  | { readonly values: Float64Array; readonly validity: Uint8Array | undefined };

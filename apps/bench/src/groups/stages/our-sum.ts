import type { Sink } from '@pipe/pipeline';
import { count, type NumericColumn, sum } from '@pipe/records/kernels';
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
    const column = batch.column(this.#field) as NumericColumn;
    this.#count += count(column, batch.selection);
    this.#sum += sum(column, batch.selection) ?? 0;
  };
}

import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';
import { isMissing, valuesOf } from './key-slots.ts';
import type { Numbers } from './numeric-kinds.ts';
import { rowNumbers, rowsInPlay } from './rows-in-play.ts';

/** The numbers of a field, good until the next batch is read. */
export interface NumberRows {
  /** By row. Doubles whatever the field holds: a loop that always sees one kind of array stays fast. */
  readonly values: Float64Array;
  /** The first `count` are the rows in play that have a value. */
  readonly rows: RowNumbers;
  readonly count: number;
  /** Of the field; `undefined` when every row has a value. */
  readonly validity: Uint8Array | undefined;
}

/** Reads a numeric field of batch after batch, leaving out the rows that are not in play or have no value. */
export class NumberReader {
  readonly #field: string;
  #doubles = new Float64Array(0);
  #rows: RowNumbers = new Uint16Array(0);

  constructor(field: string) {
    this.#field = field;
  }

  read(batch: AnyBatch): NumberRows {
    const { values, validity } = this.readAll(batch);
    const all = rowsInPlay(batch);
    if (validity === undefined) return { values, rows: all, count: batch.selected, validity };
    if (this.#rows.length < batch.selected) this.#rows = rowNumbers(batch.capacity);
    const count = present(all, batch.selected, validity, this.#rows);
    return { values, rows: this.#rows, count, validity };
  }

  /** The numbers of all rows; where there is none, as `validity` says, there is anything. */
  readAll(batch: AnyBatch): Pick<NumberRows, 'values' | 'validity'> {
    const { values, validity } = valuesOf<Numbers>(batch, this.#field);
    return { values: values instanceof Float64Array ? values : this.#asDoubles(values), validity };
  }

  #asDoubles(values: Numbers): Float64Array {
    if (this.#doubles.length < values.length) this.#doubles = new Float64Array(values.length);
    this.#doubles.set(values);
    return this.#doubles;
  }
}

function present(rows: RowNumbers, count: number, validity: Uint8Array, into: RowNumbers): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    into[found] = row;
    if (!isMissing(validity, row)) found += 1;
  }
  return found;
}

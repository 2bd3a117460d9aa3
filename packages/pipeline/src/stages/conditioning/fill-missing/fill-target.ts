import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { NumberColumn } from '../../../internal/added-field.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';
import { NumberTarget } from '../number-target.ts';

/** The rows of a batch in play, and the column to be filled. */
export interface GappyRows {
  readonly rows: RowNumbers;
  readonly count: number;
  /** By row; where `validity` says that there is none, anything. */
  readonly values: Float64Array;
  /** Of the field that is read, which may be the one that is written. */
  readonly validity: Uint8Array;
  /** The column that is written, which may be the one that is read. */
  readonly out: NumberColumn;
}

/** The field that a stage fills: the one it reads, or a copy of it. */
export class FillTarget {
  readonly #target: NumberTarget;
  readonly #numbers: NumberReader;

  constructor(field: string, into: string | undefined) {
    this.#target = new NumberTarget(field, into, into !== undefined);
    this.#numbers = new NumberReader(field);
  }

  /** The field that is written. */
  get name(): string {
    return this.#target.name;
  }

  typeOf(input: AnyRecordType): AnyRecordType {
    return this.#target.typeOf(input);
  }

  /** The same rows with the field. The batch that is handed in is used up. */
  addTo(batch: AnyBatch): AnyBatch {
    return this.#target.addTo(batch);
  }

  /** Opens the column for one who writes every row: none of them is null. */
  open(batch: AnyBatch): GappyRows {
    const { values, validity = allThere(batch.length) } = this.#numbers.readAll(batch);
    const out = this.#target.open(batch, undefined);
    return { rows: rowsInPlay(batch), count: batch.selected, values, validity, out };
  }

  /** Opens the column for one who writes some rows: it has the numbers of the field that is read, and its nulls. */
  openAsRead(batch: AnyBatch): GappyRows {
    const { values, validity } = this.#numbers.readAll(batch);
    const out = this.#target.open(batch, validity);
    if (!this.#target.isInPlace) out.values.set(values.subarray(0, batch.length));
    const present = validity ?? allThere(batch.length);
    return { rows: rowsInPlay(batch), count: batch.selected, values: out.values, validity: present, out };
  }
}

let ones = new Uint8Array(0);

/** The bitmap of so many rows that all have a value. */
function allThere(rows: number): Uint8Array {
  if (ones.length * 8 < rows) ones = new Uint8Array((rows + 7) >> 3).fill(255);
  return ones;
}

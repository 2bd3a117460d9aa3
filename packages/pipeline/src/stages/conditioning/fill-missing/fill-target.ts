import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { NumberColumn } from '../../../internal/added-field.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';
import { NumberTarget } from '../number-target.ts';

/** The rows of a batch in play, and the column to be filled: see {@link FillTarget.open}. */
export interface GappyRows {
  readonly rows: RowNumbers;
  readonly count: number;
  /** Holds the field's values by now. */
  readonly out: NumberColumn;
  /** Of the field that is read, which may be the one that is written; `undefined` when nothing is missing. */
  readonly validity: Uint8Array | undefined;
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

  /** Opens the column: with the nulls of the field that is read, or without any for those to come who know what stays null. */
  open(batch: AnyBatch, isNullAsRead: boolean): GappyRows {
    const { values, validity } = this.#numbers.readAll(batch);
    const out = this.#target.open(batch, isNullAsRead ? validity : undefined);
    if (!this.#target.isInPlace) out.values.set(values.subarray(0, batch.length));
    return { rows: rowsInPlay(batch), count: batch.selected, out, validity };
  }
}

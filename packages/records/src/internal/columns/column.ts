import type { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { Field, FieldKind } from '../../field.ts';
import type { ColumnValues } from '../../types.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { bitAt, bitmapBytes } from './bitmap.ts';
import type { Storage } from './storage.ts';

/** What a column is made of. */
export interface ColumnParts<Values extends ColumnValues = ColumnValues> {
  readonly name: string;
  readonly field: Field;
  readonly storage: Storage;
  readonly values: Values;
  /** Where in the storage there is room for the validity bitmap; without it, the first null makes room. */
  readonly bitmapAt?: number | undefined;
  /** The column of which this one is a part. */
  readonly parent?: Column;
}

/**
 * One field's values for all rows of a batch: a typed array, and a validity bitmap once a row is null.
 *
 * Several batches may read one column; it is copied before one of them writes.
 */
export abstract class Column {
  readonly name: string;
  readonly field: Field;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  readonly storage: Storage;
  readonly values: ColumnValues;
  /** Bytes of an element of `values`. */
  readonly width: number;
  readonly parent: Column | undefined;
  /** Undefined while no row is null. */
  validity: Uint8Array | undefined = undefined;
  dictionary: Dictionary | undefined = undefined;
  /** How many batches and slices read this column. */
  readers = 1;
  readonly #bitmapAt: number | undefined;
  /** Made by the first null, and kept for the storage's next use. */
  #bitmap: Uint8Array | undefined = undefined;
  #trimmed: ColumnValues | undefined = undefined;

  constructor({ name, field, storage, values, bitmapAt, parent }: ColumnParts) {
    this.name = name;
    this.field = field;
    this.kind = field.kind;
    this.isNullable = field.isNullable;
    this.storage = storage;
    this.values = values;
    this.width = values.BYTES_PER_ELEMENT;
    this.parent = parent;
    this.#bitmapAt = bitmapAt;
  }

  /** Rows there is room for. */
  abstract readonly capacity: number;
  /** The first `length` rows, in the form in which the public sees a column without nulls. */
  abstract view(length: number): unknown;
  abstract setText(row: number, text: string): void;
  abstract setBytes(row: number, source: Uint8Array, start?: number, end?: number): void;
  protected abstract copyValues(
    source: Column,
    count: number,
    rows: RowNumbers | undefined,
    at: number,
  ): void;

  /**
   * Copies rows of a column of the same layout to row `at` and after: the first `count`, or those named. A column
   * without a dictionary takes the source's; one with another writes its own codes.
   *
   * The source may be the column itself when `rows` ascend.
   */
  copyFrom(source: Column, count: number, rows?: RowNumbers, at = 0): void {
    this.dictionary ??= source.dictionary;
    if (this.dictionary === source.dictionary) this.copyValues(source, count, rows, at);
    else this.#recode(source, count, rows, at);
    if (source.validity !== undefined) this.#copyValidity(source.validity, count, rows, at);
    else if (at === 0) this.validity = undefined;
    else if (this.validity) for (let row = at; row < at + count; row++) this.setValid(row);
  }

  /** Whether somebody else may read this memory, so that it must be copied before it is written to. */
  get isShared(): boolean {
    return this.readers > 1 || this.parent !== undefined || this.storage.isForeign;
  }

  release(): void {
    this.readers -= 1;
    if (this.readers > 0) return;
    if (this.parent === undefined) this.storage.columnReleased();
    else this.parent.release();
  }

  /** Makes a recycled column a fresh one. */
  reset(): void {
    this.readers = 1;
    this.validity = undefined;
    this.dictionary = undefined;
  }

  /** The first `count` elements; the same array again while `count` stays the same. */
  trimmed(count: number): ColumnValues {
    if (count === this.values.length) return this.values;
    if (this.#trimmed?.length !== count) this.#trimmed = this.values.subarray(0, count);
    return this.#trimmed;
  }

  /** The buffers it keeps alive. */
  buffers(): readonly ArrayBufferLike[] {
    const { validity } = this;
    return validity === undefined ? [this.values.buffer] : [this.values.buffer, validity.buffer];
  }

  isNull(row: number): boolean {
    return this.validity !== undefined && !bitAt(this.validity, row);
  }

  setNull(row: number): void {
    const validity = this.validity ?? this.#startValidity();
    validity[row >>> 3] &= ~(1 << (row & 7));
  }

  setValid(row: number): void {
    if (this.validity !== undefined) this.validity[row >>> 3] |= 1 << (row & 7);
  }

  setAllNull(): void {
    (this.validity ?? this.#startValidity()).fill(0);
  }

  setAllValid(): void {
    this.validity = undefined;
  }

  #startValidity(): Uint8Array {
    if (!this.isNullable) {
      throw new RecordError('not-nullable', `${this.name} cannot be null; define it .nullable()`);
    }
    const bytes = bitmapBytes(this.capacity);
    this.#bitmap ??=
      this.#bitmapAt === undefined
        ? new Uint8Array(bytes)
        : new Uint8Array(this.storage.buffer, this.#bitmapAt, bytes);
    this.validity = this.#bitmap.fill(255);
    return this.validity;
  }

  #copyValidity(from: Uint8Array, count: number, rows: RowNumbers | undefined, at: number): void {
    const to = this.validity ?? this.#startValidity();
    const end = at + count;
    if (rows === undefined && (at & 7) === 0) {
      to.set(from.subarray(0, bitmapBytes(count)), at >>> 3);
    } else {
      for (let index = 0; index < count; index++) {
        if (bitAt(from, rows === undefined ? index : rows[index])) this.setValid(at + index);
        else this.setNull(at + index);
      }
    }
    // Rows yet to come are valid until they are said to be null.
    for (let row = end; row < bitmapBytes(end) << 3; row++) this.setValid(row);
    if (at === 0) to.fill(255, bitmapBytes(end));
  }

  #recode(
    { dictionary, values, validity }: Column,
    count: number,
    rows: RowNumbers | undefined,
    at: number,
  ): void {
    const codes: number[] = [];
    for (let index = 0; index < count; index++) {
      const row = rows === undefined ? index : rows[index];
      if (dictionary === undefined || (validity !== undefined && !bitAt(validity, row))) continue;
      const code = Number(values[row]);
      codes[code] ??= this.dictionary?.encode(dictionary.decode(code)) as number;
      this.values[at + index] = codes[code];
    }
  }
}

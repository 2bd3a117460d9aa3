import type { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { Field, FieldKind } from '../../field.ts';
import type { ColumnValues } from '../../types.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { bitAt, bitmapBytes, sliceBits } from './bitmap.ts';
import type { Storage } from './storage.ts';

/** What a column is made of. */
export interface ColumnParts<Values extends ColumnValues = ColumnValues> {
  readonly name: string;
  readonly field: Field;
  readonly storage: Storage;
  readonly values: Values;
  /** Room for the validity bitmap; without it, the first null makes room. */
  readonly bitmap?: Uint8Array | undefined;
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
  readonly #bitmap: Uint8Array | undefined;
  #trimmed: ColumnValues | undefined = undefined;

  constructor({ name, field, storage, values, bitmap, parent }: ColumnParts) {
    this.name = name;
    this.field = field;
    this.kind = field.kind;
    this.isNullable = field.isNullable;
    this.storage = storage;
    this.values = values;
    this.width = values.BYTES_PER_ELEMENT;
    this.parent = parent;
    this.#bitmap = bitmap;
  }

  /** Rows there is room for. */
  abstract readonly capacity: number;
  /** A column over rows `start` to `end` of this one, in the same memory; `field` may differ in nullability. */
  abstract slice(start: number, end: number, field?: Field): Column;
  protected abstract copyValues(source: Column, count: number): void;
  protected abstract gatherValues(source: Column, count: number, rows: RowNumbers): void;

  /** Copies rows of a column of the same layout to the front: the first `count`, or those named. */
  copyFrom(source: Column, count: number, rows?: RowNumbers): void {
    if (rows === undefined) this.copyValues(source, count);
    else this.gatherValues(source, count, rows);
    if (source.validity === undefined) this.validity = undefined;
    else this.#copyValidity(source.validity, count, rows);
    this.dictionary = source.dictionary;
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

  setText(_row: number, _text: string): void {
    throw this.#notOf('setText');
  }

  setBytes(_row: number, _source: Uint8Array, _start?: number, _end?: number): void {
    throw this.#notOf('setBytes');
  }

  /** A slice's share of validity and dictionary. */
  protected shareWith(part: Column, start: number, end: number): void {
    this.readers += 1;
    part.dictionary = this.dictionary;
    if (this.validity === undefined) return;
    part.validity =
      (start & 7) === 0
        ? this.validity.subarray(start >>> 3, bitmapBytes(end))
        : sliceBits(this.validity, start, end);
  }

  #startValidity(): Uint8Array {
    if (!this.isNullable) {
      throw new RecordError(
        'not-nullable',
        `${this.name} cannot be null: define it with .nullable() if rows may lack it`,
      );
    }
    const validity = this.#bitmap ?? new Uint8Array(bitmapBytes(this.capacity));
    this.validity = validity.fill(255);
    return validity;
  }

  #copyValidity(from: Uint8Array, count: number, rows: RowNumbers | undefined): void {
    const to = this.validity ?? this.#startValidity();
    if (rows === undefined) {
      to.set(from.subarray(0, bitmapBytes(count)));
    } else {
      // In place, too, a bit is read before it is written: row numbers ascend there, and are never below their index.
      for (let index = 0; index < count; index++) {
        if (bitAt(from, rows[index])) this.setValid(index);
        else this.setNull(index);
      }
    }
    // Rows yet to come are valid until they are said to be null.
    for (let index = count; index < Math.min(this.capacity, bitmapBytes(count) << 3); index++)
      this.setValid(index);
    to.fill(255, bitmapBytes(count));
  }

  #notOf(method: string): RecordError {
    return new RecordError(
      'invalid-argument',
      `${method} does not write ${this.kind} fields such as ${this.name}: write to its values`,
    );
  }
}

import type { Dictionary } from '../dictionary.ts';
import { RecordError } from '../errors.ts';
import type { Field, FieldKind } from '../field.ts';
import type { ColumnValues } from '../types.ts';
import { bitAt, bitmapBytes, sliceBits } from './bitmap.ts';
import { elementCount, valuesType } from './column-type.ts';
import { gatherBytes, gatherValues } from './gather.ts';
import type { RowNumbers } from './row-numbers.ts';
import type { Storage } from './storage.ts';

/** Where a column's parts begin in its storage. */
export interface Place {
  readonly values: number;
  readonly validity: number | undefined;
  readonly text: { readonly start: number; readonly bytes: number } | undefined;
}

/** One field's values for all rows of a batch: a typed array, and a validity bitmap once a row is null. */
export abstract class Column {
  readonly name: string;
  readonly field: Field;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  readonly storage: Storage;
  readonly values: ColumnValues;
  /** Undefined while no row is null. */
  validity: Uint8Array | undefined = undefined;
  dictionary: Dictionary | undefined = undefined;
  /** How many batches and slices read this column: only a sole reader may write to it. */
  readers = 1;
  /** The column of which this one is a part. */
  readonly parent: Column | undefined;
  /** Room for the bitmap in the storage. */
  readonly #bitmap: Uint8Array | undefined;
  #trimmed: ColumnValues | undefined = undefined;

  constructor(
    name: string,
    field: Field,
    storage: Storage,
    values: ColumnValues,
    bitmap: Uint8Array | undefined,
    parent?: Column,
  ) {
    this.name = name;
    this.field = field;
    this.kind = field.kind;
    this.isNullable = field.isNullable;
    this.storage = storage;
    this.values = values;
    this.#bitmap = bitmap;
    this.parent = parent;
  }

  /** Rows there is room for. */
  abstract readonly capacity: number;

  /** Copies rows of a column of the same field to the front: the first `count`, or those named. */
  copyFrom(source: Column, count: number, rows?: RowNumbers): void {
    if (rows === undefined) this.copyValues(source, count);
    else this.gatherValues(source, count, rows);
    this.#copyValidity(source, count, rows);
    this.dictionary = source.dictionary;
  }

  protected abstract copyValues(source: Column, count: number): void;
  protected abstract gatherValues(source: Column, count: number, rows: RowNumbers): void;
  /** A column over rows `start` to `end` of this one, in the same memory. */
  abstract slice(start: number, end: number, field?: Field): Column;

  /** The buffers it keeps alive. */
  buffers(): readonly ArrayBufferLike[] {
    const { validity } = this;
    return validity === undefined ? [this.values.buffer] : [this.values.buffer, validity.buffer];
  }

  /** The first `count` elements; the same array again while `count` stays the same. */
  trimmed(count: number): ColumnValues {
    if (count === this.values.length) return this.values;
    if (this.#trimmed?.length !== count) this.#trimmed = this.values.subarray(0, count);
    return this.#trimmed;
  }

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
    throw new RecordError(
      'invalid-argument',
      `setText writes utf8 fields, and ${this.name} is ${this.kind}: write its values`,
    );
  }

  setBytes(_row: number, _source: Uint8Array, _start?: number, _end?: number): void {
    throw new RecordError(
      'invalid-argument',
      `setBytes writes utf8 and binary fields, and ${this.name} is ${this.kind}: write its values`,
    );
  }

  protected sliceValidity(start: number, end: number): Uint8Array | undefined {
    if (this.validity === undefined) return undefined;
    if ((start & 7) !== 0) return sliceBits(this.validity, start, end);
    return this.validity.subarray(start >>> 3, bitmapBytes(end));
  }

  #startValidity(): Uint8Array {
    if (!this.isNullable) {
      throw new RecordError(
        'not-nullable',
        `${this.name} cannot be null: it is defined as ${this.kind}, not as field.${this.kind}().nullable()`,
      );
    }
    const validity = this.#bitmap ?? new Uint8Array(bitmapBytes(this.capacity));
    this.validity = validity.fill(255);
    return validity;
  }

  #copyValidity(source: Column, count: number, rows: RowNumbers | undefined): void {
    if (source.validity === undefined) {
      this.validity = undefined;
      return;
    }
    for (let index = 0; index < count; index++) {
      if (source.isNull(rows === undefined ? index : rows[index])) this.setNull(index);
      else this.setValid(index);
    }
    // What lay behind the rows kept is no longer theirs.
    if (this === source) for (let index = count; index < this.capacity; index++) this.setValid(index);
  }
}

/** Numbers, truth values, times and dictionary codes: one element a row. */
export class FixedColumn extends Column {
  get capacity(): number {
    return this.values.length;
  }

  protected copyValues(source: FixedColumn, count: number): void {
    copyInto(this.values, source.values, count);
  }

  protected gatherValues(source: FixedColumn, count: number, rows: RowNumbers): void {
    gatherValues(this.values, source.values, rows, count);
  }

  slice(start: number, end: number, field = this.field): FixedColumn {
    const part = new FixedColumn(
      this.name,
      field,
      this.storage,
      this.values.subarray(start, end),
      undefined,
      this,
    );
    return shareRows(part, this, this.sliceValidity(start, end));
  }
}

/** A fixed number of bytes a row. */
export class BinaryColumn extends Column {
  declare readonly values: Uint8Array;

  get byteWidth(): number {
    return this.field.byteWidth ?? 1;
  }

  get capacity(): number {
    return this.values.length / this.byteWidth;
  }

  override setBytes(row: number, source: Uint8Array, start = 0, end = source.length): void {
    if (end - start !== this.byteWidth) {
      throw new RecordError(
        'out-of-range',
        `${this.name}: expected ${this.byteWidth} bytes, got ${end - start}`,
      );
    }
    this.values.set(source.subarray(start, end), row * this.byteWidth);
  }

  bytesAt(row: number): Uint8Array {
    return this.values.slice(row * this.byteWidth, (row + 1) * this.byteWidth);
  }

  protected copyValues(source: BinaryColumn, count: number): void {
    copyInto(this.values, source.values, count * this.byteWidth);
  }

  protected gatherValues(source: BinaryColumn, count: number, rows: RowNumbers): void {
    gatherBytes(this.values, source.values, this.byteWidth, rows, count);
  }

  slice(start: number, end: number, field = this.field): BinaryColumn {
    const values = this.values.subarray(start * this.byteWidth, end * this.byteWidth);
    return shareRows(
      new BinaryColumn(this.name, field, this.storage, values, undefined, this),
      this,
      this.sliceValidity(start, end),
    );
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 of any length: n + 1 offsets into bytes. */
export class TextColumn extends Column {
  declare readonly values: Int32Array;
  bytes: Uint8Array;
  /** Rows whose end is known; a row set beyond them leaves empty texts between. */
  #filled = 0;

  constructor(
    name: string,
    field: Field,
    storage: Storage,
    offsets: Int32Array,
    bytes: Uint8Array,
    bitmap: Uint8Array | undefined,
    parent?: Column,
  ) {
    super(name, field, storage, offsets, bitmap, parent);
    this.bytes = bytes;
  }

  get capacity(): number {
    return this.values.length - 1;
  }

  override reset(): void {
    super.reset();
    this.#filled = 0;
  }

  override setText(row: number, text: string): void {
    const start = this.#begin(row);
    this.#reserve(start + text.length * 3);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(start));
    this.values[row + 1] = start + written;
  }

  override setBytes(row: number, source: Uint8Array, from = 0, to = source.length): void {
    const start = this.#begin(row);
    this.#reserve(start + to - from);
    this.bytes.set(source.subarray(from, to), start);
    this.values[row + 1] = start + to - from;
  }

  /** Gives every row before `rows` an end. */
  fillTo(rows: number): void {
    if (rows > this.#filled) {
      this.values.fill(this.values[this.#filled], this.#filled + 1, rows + 1);
      this.#filled = rows;
    }
  }

  override buffers(): readonly ArrayBufferLike[] {
    return [...super.buffers(), this.bytes.buffer];
  }

  textAt(row: number): string {
    const start = this.values[row];
    const end = this.values[row + 1];
    const bytes = this.bytes.subarray(start, end);
    return decoder.decode(this.storage.buffer instanceof ArrayBuffer ? bytes : bytes.slice());
  }

  protected copyValues(source: TextColumn, count: number): void {
    const start = source.values[0];
    const end = source.values[count];
    this.#reserve(end - start);
    this.bytes.set(source.bytes.subarray(start, end));
    for (let index = 0; index <= count; index++) this.values[index] = source.values[index] - start;
    this.#filled = count;
  }

  protected gatherValues(source: TextColumn, count: number, rows: RowNumbers): void {
    this.#filled = 0;
    for (let index = 0; index < count; index++) {
      this.setBytes(index, source.bytes, source.values[rows[index]], source.values[rows[index] + 1]);
    }
  }

  slice(start: number, end: number, field = this.field): TextColumn {
    const offsets = this.values.subarray(start, end + 1);
    const part = new TextColumn(this.name, field, this.storage, offsets, this.bytes, undefined, this);
    part.#filled = end - start;
    return shareRows(part, this, this.sliceValidity(start, end));
  }

  #begin(row: number): number {
    this.fillTo(row);
    this.#filled = row + 1;
    return this.values[row];
  }

  #reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    if (bytes > 2 ** 31 - 1) {
      throw new RecordError(
        'out-of-range',
        `${this.name}: a batch holds less than 2 GiB of text; use smaller batches`,
      );
    }
    const Buffer = this.storage.buffer instanceof ArrayBuffer ? ArrayBuffer : SharedArrayBuffer;
    const larger = new Uint8Array(new Buffer(Math.min(Math.max(bytes, this.bytes.length * 2), 2 ** 31 - 1)));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** A column at its place in a storage. */
export function makeColumn(name: string, field: Field, storage: Storage, place: Place): Column {
  const { buffer, capacity } = storage;
  const Values = valuesType(field);
  const values = new Values(buffer, place.values, elementCount(field, capacity));
  const bitmap =
    place.validity === undefined ? undefined : new Uint8Array(buffer, place.validity, bitmapBytes(capacity));
  if (place.text !== undefined) {
    const bytes = new Uint8Array(buffer, place.text.start, place.text.bytes);
    return new TextColumn(name, field, storage, values as Int32Array, bytes, bitmap);
  }
  return field.kind === 'binary'
    ? new BinaryColumn(name, field, storage, values, bitmap)
    : new FixedColumn(name, field, storage, values, bitmap);
}

function shareRows<C extends Column>(part: C, whole: Column, validity: Uint8Array | undefined): C {
  whole.readers += 1;
  part.validity = validity;
  part.dictionary = whole.dictionary;
  return part;
}

function copyInto(target: ColumnValues, source: ColumnValues, count: number): void {
  // Both hold the same kind of elements, which the types of typed arrays cannot say.
  (target as Uint8Array).set((source as Uint8Array).subarray(0, count));
}

import { RecordError } from '../../errors.ts';
import type { ColumnValues } from '../../types.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { Column, type ColumnParts } from './column.ts';
import { copyValues, gatherBytes, gatherValues } from './gather.ts';

/** Numbers, truth values, times and dictionary codes, one element a row; binary, a fixed number of bytes a row. */
export class FixedColumn extends Column {
  /** Elements a row. */
  readonly #stride: number;

  constructor(parts: ColumnParts) {
    super(parts);
    this.#stride = parts.field.byteWidth ?? 1;
  }

  get capacity(): number {
    return Math.floor(this.values.length / this.#stride);
  }

  setText(): void {
    throw new RecordError('invalid-argument', `${this.name} is ${this.kind}: write to its values`);
  }

  setBytes(row: number, source: Uint8Array, start = 0, end = source.length): void {
    const width = this.field.byteWidth;
    if (width === undefined) this.setText();
    if (end - start !== width) {
      throw new RecordError('out-of-range', `${this.name}: expected ${width} bytes, got ${end - start}`);
    }
    (this.values as Uint8Array).set(source.subarray(start, end), row * this.#stride);
  }

  /** A copy of a binary row's bytes. */
  bytesAt(row: number): Uint8Array {
    return Uint8Array.from(this.values.subarray(row * this.#stride, (row + 1) * this.#stride) as Uint8Array);
  }

  view(length: number): ColumnValues {
    return this.trimmed(length * this.#stride);
  }

  protected copyValues(source: Column, count: number, rows: RowNumbers | undefined, at: number): void {
    const stride = this.#stride;
    const target = at === 0 ? this.values : this.values.subarray(at * stride);
    if (rows === undefined) copyValues(target, source.values, count * stride);
    else if (stride === 1) gatherValues(target, source.values, rows, count);
    else gatherBytes(target as Uint8Array, source.values as Uint8Array, stride, rows, count);
  }
}

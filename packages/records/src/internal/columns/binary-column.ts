import { RecordError } from '../../errors.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';
import { Column, type ColumnParts } from './column.ts';
import { copyValues, gatherBytes } from './gather.ts';

/** A fixed number of bytes a row. */
export class BinaryColumn extends Column {
  declare readonly values: Uint8Array;
  readonly byteWidth: number;

  constructor(parts: ColumnParts<Uint8Array>) {
    super(parts);
    this.byteWidth = parts.field.byteWidth ?? 1;
  }

  get capacity(): number {
    return Math.floor(this.values.length / this.byteWidth);
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

  /** A copy of a row's bytes. */
  bytesAt(row: number): Uint8Array {
    return Uint8Array.from(this.values.subarray(row * this.byteWidth, (row + 1) * this.byteWidth));
  }

  slice(start: number, end: number, field = this.field): BinaryColumn {
    const { name, storage, byteWidth } = this;
    const values = this.values.subarray(start * byteWidth, end * byteWidth);
    const part = new BinaryColumn({ name, field, storage, values, parent: this });
    this.shareWith(part, start, end);
    return part;
  }

  protected copyValues(source: BinaryColumn, count: number): void {
    copyValues(this.values, source.values, count * this.byteWidth);
  }

  protected gatherValues(source: BinaryColumn, count: number, rows: RowNumbers): void {
    gatherBytes(this.values, source.values, this.byteWidth, rows, count);
  }
}

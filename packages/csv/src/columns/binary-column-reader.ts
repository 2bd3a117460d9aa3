import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

/** Bytes of a fixed number, as hexadecimal digits. */
class BinaryColumnReader extends ColumnReader {
  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const width = this.field.byteWidth ?? 1;
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 2 * width + 1)));
    if (text.length !== 2 * width || /[^0-9a-f]/i.test(text)) {
      return this.unreadable(`${2 * width} hexadecimal digits`, bytes, start, end);
    }
    const pairs = text.match(/../g) ?? [];
    this.column.setBytes(
      row,
      Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)),
    );
    return undefined;
  }

  protected override put(row: number, value: unknown): void {
    this.column.setBytes(row, value as Uint8Array);
  }
}

export const createReader = (parts: ColumnParts) => new BinaryColumnReader(parts);

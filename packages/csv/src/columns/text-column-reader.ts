import { isUtf8 } from '../values/is-utf8.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

/** Text of any length. Quotes tell an empty text from none at all, and a text from a word for a missing value. */
export class TextColumnReader extends ColumnReader {
  protected override isMissing(bytes: Uint8Array, start: number, end: number, isQuoted: boolean): boolean {
    return !isQuoted && super.isMissing(bytes, start, end, isQuoted);
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    if (!isUtf8(bytes, start, end))
      return this.unreadable(
        'UTF-8, unless the encoding option says otherwise',
        bytes,
        start,
        end,
        'invalid-text',
      );
    this.column.setBytes(row, bytes, start, end);
    return undefined;
  }

  protected override put(row: number, value: unknown): void {
    this.column.setText(row, value as string);
  }
}

export const createReader = (parts: ColumnParts) => new TextColumnReader(parts);

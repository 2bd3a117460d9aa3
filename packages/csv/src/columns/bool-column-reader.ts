import { decodeText } from '../values/decode-text.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

const truths = new Map(
  ['false true', 'f t', 'no yes', 'n y', 'off on', '0 1'].flatMap((pair) =>
    pair.split(' ').map((text, value): [string, number] => [text, value]),
  ),
);

/** Truth values: true and false, t and f, yes and no, y and n, on and off, 1 and 0, in any case. */
class BoolColumnReader extends ColumnReader {
  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const value = truths.get(decodeText(bytes, start, end)?.trim().toLowerCase() ?? '');
    if (value === undefined) return this.unreadable('true or false', bytes, start, end);
    this.values[row] = value;
    return undefined;
  }
}

export const createReader = (parts: ColumnParts) => new BoolColumnReader(parts);

import type { Dictionary } from '@pipe/records';
import type { Lines } from '../reading/lines.ts';
import { decodeText } from '../values/decode-text.ts';
import { findEndMark } from '../values/word.ts';
import type { ColumnParts, Problem } from './column-reader.ts';
import { KnownCells, missingCode } from './known-cells.ts';
import { TextColumnReader } from './text-column-reader.ts';

/** Bytes of distinct text one field may bring along before its dictionary counts as full. */
const mostTextBytes = 2 ** 26;

/** Texts as codes of the stream's dictionary. */
class DictionaryColumnReader extends TextColumnReader {
  readonly #known = new KnownCells();
  #lastCode = missingCode;
  #textBytes = 0;

  protected override scanPlain(lines: Lines, firstRow: number, from: number, to: number): number {
    return this.#known.scan(lines, this.values, firstRow, from, to);
  }

  /** Reads a cell, and remembers it if it is one up to its first mark. */
  protected override scanCell(lines: Lines, index: number, row: number): boolean {
    const { bytes, view, cursors, delimiter } = lines;
    if (!super.scanCell(lines, index, row)) return false;
    const start = cursors[index];
    const end = findEndMark(view, start, Math.imul(delimiter, 0x01010101));
    if (end + 1 === lines.following[index]) this.#known.add(bytes, start, end - start, this.#lastCode);
    return true;
  }

  get #dictionary(): Dictionary {
    const { dictionary } = this.column;
    if (dictionary === undefined) throw new Error(`${this.name} has no dictionary`);
    return dictionary;
  }

  protected override writeMissing(row: number): Problem | undefined {
    this.#lastCode = missingCode;
    return super.writeMissing(row);
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const text = decodeText(bytes, start, end);
    if (text === undefined)
      return this.unreadable(
        'UTF-8, unless the encoding option says otherwise',
        bytes,
        start,
        end,
        'invalid-text',
      );
    const { size, limit } = this.#dictionary;
    const isNew = this.#dictionary.find(text) < 0;
    if (isNew && (size === limit || this.#textBytes + end - start > mostTextBytes)) {
      return this.unreadable(
        `one of the ${size} texts the dictionary of this field is full with (raise its limit, or make it utf8)`,
        bytes,
        start,
        end,
        'dictionary-full',
      );
    }
    if (isNew) this.#textBytes += end - start;
    this.put(row, text);
    return undefined;
  }

  protected override put(row: number, value: unknown): void {
    this.#lastCode = this.#dictionary.encode(value as string);
    this.values[row] = this.#lastCode;
  }
}

export const createReader = (parts: ColumnParts) => new DictionaryColumnReader(parts);

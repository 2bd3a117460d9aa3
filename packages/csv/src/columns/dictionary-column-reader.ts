import type { Dictionary, RecordBatch } from '@pipe/records';
import { endsLine, type Lines } from '../reading/lines.ts';
import { decodeText } from '../values/decode-text.ts';
import { bytesBefore, endMarks } from '../values/word.ts';
import type { Problem } from './column-reader.ts';
import { KnownCells, missingCode, mixWord, unknownCode } from './known-cells.ts';
import { TextColumnReader } from './text-column-reader.ts';

/** Bytes of distinct text one field may bring along before its dictionary counts as full. */
const mostTextBytes = 2 ** 26;

/** Texts as codes of the stream's dictionary. */
export class DictionaryColumnReader extends TextColumnReader {
  readonly #known = new KnownCells();
  #values: Uint16Array = new Uint16Array();
  #lastCode = missingCode;
  #textBytes = 0;

  override begin(batch: RecordBatch): void {
    super.begin(batch);
    // Codes of one byte or four are stored in the same way.
    this.#values = this.column.values as Uint16Array;
  }

  override scan(lines: Lines, firstRow: number, count: number): number {
    const { bytes, view, cursors, following, starts, delimiter, isLast } = lines;
    const delimiters = Math.imul(delimiter, 0x01010101);
    const known = this.#known;
    const values = this.#values;
    for (let index = 0; index < count; index++) {
      const start = cursors[index];
      let at = start;
      let hash = 0;
      for (;;) {
        const word = view.getInt32(at, true);
        const marks = endMarks(word, delimiters);
        if (marks === 0) {
          hash = mixWord(hash, word);
          at += 4;
          continue;
        }
        const rest = bytesBefore(marks);
        if (rest !== 0) hash = mixWord(hash, word << (32 - (rest << 3)));
        at += rest;
        break;
      }
      const isWhole = isLast ? endsLine(bytes, at, starts[index + 1]) : bytes[at] === delimiter;
      const code = isWhole ? known.find(view, start, at - start, hash) : unknownCode;
      if (code >= 0) {
        values[firstRow + index] = code;
        following[index] = at + 1;
      } else {
        if (!this.scanCell(lines, index, firstRow + index)) return index;
        // A quoted cell with a delimiter in it ends later than where it was hashed to.
        if (code === unknownCode && following[index] === at + 1) {
          known.add(bytes, start, at - start, hash, this.#lastCode);
        }
      }
    }
    return count;
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
    if (text === undefined) return this.unreadable('UTF-8', bytes, start, end, 'invalid-text');
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
    this.#values[row] = this.#lastCode;
  }
}

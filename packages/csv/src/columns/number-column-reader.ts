import type { RecordBatch } from '@pipe/records';
import { endsLine, type Lines } from '../reading/lines.ts';
import { ascii } from '../values/ascii.ts';
import { decodeText } from '../values/decode-text.ts';
import { parseNumber } from '../values/parse-number.ts';
import { bytesBefore, nonDigits, powersOfTen, wordNumber, zeros } from '../values/word.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

/** The least and the greatest value of each integer kind. */
const integerRanges: { readonly [kind: string]: readonly [number, number] } = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
};

/** From here on not every integer is a double. */
const inexact = 2 ** 53;

/** Numbers of up to 32 bits, and doubles. */
export class NumberColumnReader extends ColumnReader {
  readonly #range: readonly [number, number] | undefined;
  /** The numbers that stand for no value, however a cell writes them: with `-200`, `-200.0` as well. */
  readonly #markers: ReadonlySet<number>;
  #values: Float64Array = new Float64Array();

  constructor(parts: ColumnParts) {
    super(parts);
    this.#range = integerRanges[parts.field.kind];
    this.#markers = new Set(parts.missing.values(this.#number));
  }

  override begin(batch: RecordBatch): void {
    super.begin(batch);
    // The other kinds of array take numbers in the same way.
    this.#values = this.column.values as Float64Array;
  }

  /**
   * Digits are read four at a time. A mantissa below 2^53 and a power of ten up to 22 are exact doubles, so that their
   * quotient is the nearest double (Clinger, "How to Read Floating Point Numbers Accurately", 1990); all else is left to
   * `Number`, cell by cell.
   */
  override scan(lines: Lines, firstRow: number, count: number): number {
    const { bytes, view, cursors, following, starts, quote, delimiter, isLast } = lines;
    const values = this.#values;
    const range = this.#range;
    const markers = this.#markers;
    const hasMarkers = markers.size > 0;
    const decimal = this.dialect.decimal === '.' ? ascii.point : ascii.comma;
    const plainDecimal = decimal === delimiter ? -1 : decimal;
    for (let index = 0; index < count; index++) {
      let at = cursors[index];
      const isQuoted = bytes[at] === quote;
      if (isQuoted) at += 1;
      const isNegative = bytes[at] === ascii.minus;
      if (isNegative) at += 1;
      const mark = isQuoted ? decimal : plainDecimal;
      const first = at;
      let fraction = 0;
      let value = 0;
      for (;;) {
        const word = view.getInt32(at, true) ^ zeros;
        const others = nonDigits(word);
        if (others === 0) {
          value = value * 10_000 + wordNumber(word);
          at += 4;
          continue;
        }
        const digits = bytesBefore(others);
        if (digits !== 0) {
          value = value * powersOfTen[digits] + wordNumber(word << (32 - (digits << 3)));
          at += digits;
        }
        if (fraction !== 0 || bytes[at] !== mark) break;
        at += 1;
        fraction = at;
      }
      let isExact = at !== first && at !== fraction && value < inexact;
      if (fraction !== 0) {
        if (at - fraction > 22) isExact = false;
        else value /= powersOfTen[at - fraction];
      }
      if (isNegative) value = -value;
      if (isQuoted) {
        if (bytes[at] !== quote) isExact = false;
        at += 1;
      }
      if (
        isExact &&
        (isLast ? endsLine(bytes, at, starts[index + 1]) : bytes[at] === delimiter) &&
        !(hasMarkers && markers.has(value)) &&
        (range === undefined || (Math.floor(value) === value && value >= range[0] && value <= range[1]))
      ) {
        values[firstRow + index] = value;
        following[index] = at + 1;
      } else if (!this.scanCell(lines, index, firstRow + index)) {
        return index;
      }
    }
    return count;
  }

  readonly #number = (bytes: Uint8Array, start: number, end: number): number | undefined =>
    parseNumber(decodeText(bytes, start, end) ?? '', this.dialect.decimal);

  protected override put(row: number, value: unknown): void {
    this.#values[row] = value as number;
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const value = this.#number(bytes, start, end);
    if (value === undefined) return this.unreadable('a number', bytes, start, end);
    if (this.#markers.has(value)) return this.writeMissing(row);
    const range = this.#range;
    if (range !== undefined && !(Number.isInteger(value) && value >= range[0] && value <= range[1])) {
      return this.unreadable(`an integer from ${range[0]} to ${range[1]}`, bytes, start, end, 'out-of-range');
    }
    this.#values[row] = value;
    return undefined;
  }
}

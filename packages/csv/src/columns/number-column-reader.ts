import type { Lines } from '../reading/lines.ts';
import { mostLines } from '../reading/most-lines.ts';
import * as ascii from '../values/ascii.ts';
import { decodeText } from '../values/decode-text.ts';
import { parseNumber } from '../values/parse-number.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';
import { scanNumbers } from './scan-numbers.ts';

/** The least and the greatest value of each integer kind. */
const integerRanges: { readonly [kind: string]: readonly [number, number] } = {
  int8: [-128, 127],
  int16: [-32_768, 32_767],
  int32: [-2_147_483_648, 2_147_483_647],
  uint8: [0, 255],
  uint16: [0, 65_535],
  uint32: [0, 4_294_967_295],
};

/** Where numbers wait that are stored as another kind. */
const block = new Float64Array(mostLines);

/** Numbers of up to 32 bits, and doubles. */
class NumberColumnReader extends ColumnReader {
  /** The byte between the digits. */
  readonly #decimal: number;
  readonly #range: readonly [number, number] | undefined;
  /** The numbers that stand for no value, however a cell writes them: with `-200`, `-200.0` as well. */
  readonly #markers: ReadonlySet<number>;
  readonly #takesAll: boolean;
  constructor(parts: ColumnParts) {
    super(parts);
    this.#decimal = parts.dialect.decimal === '.' ? ascii.point : ascii.comma;
    this.#range = integerRanges[parts.field.kind];
    this.#markers = new Set(this.missing.values(this.#number));
    this.#takesAll = this.#range === undefined && this.#markers.size === 0;
  }

  protected override scanPlain(lines: Lines, firstRow: number, from: number, to: number): number {
    const values = this.values;
    if (this.#takesAll && values instanceof Float64Array)
      return scanNumbers(lines, values, firstRow, from, to, this.#decimal);
    const end = scanNumbers(lines, block, 0, from, to, this.#decimal);
    let index = from;
    while (index < end && this.#takes(block[index])) index += 1;
    values.set(block.subarray(from, index), firstRow + from);
    return index;
  }

  /** Whether a number is one that the column has as a value. */
  #takes(value: number): boolean {
    const range = this.#range;
    const isInRange =
      range === undefined || (Math.floor(value) === value && value >= range[0] && value <= range[1]);
    return isInRange && !this.#markers.has(value);
  }

  readonly #number = (bytes: Uint8Array, start: number, end: number): number | undefined =>
    parseNumber(decodeText(bytes, start, end) ?? '', this.dialect.decimal);

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const value = this.#number(bytes, start, end);
    if (value === undefined) return this.unreadable('a number', bytes, start, end);
    if (this.#markers.has(value)) return this.writeMissing(row);
    if (!this.#takes(value)) {
      const expected = `an integer from ${this.#range?.join(' to ')}`;
      return this.unreadable(expected, bytes, start, end, 'out-of-range');
    }
    this.values[row] = value;
    return undefined;
  }
}

export const createReader = (parts: ColumnParts) => new NumberColumnReader(parts);

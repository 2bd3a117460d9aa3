import { decodeText } from '../values/decode-text.ts';
import { parseNumber } from '../values/parse-number.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Integers of 64 bits; where rows have them as numbers, those that a number holds exactly. */
class WideColumnReader extends ColumnReader {
  readonly #least: bigint;
  readonly #greatest: bigint;
  constructor(parts: ColumnParts) {
    super(parts);
    const { kind, as } = parts.field;
    const bits = kind === 'int64' ? 63n : 64n;
    this.#greatest = as === 'bigint' ? 2n ** bits - 1n : safe;
    this.#least = kind === 'uint64' ? 0n : as === 'bigint' ? -(2n ** 63n) : -safe;
  }

  get #integers(): BigInt64Array {
    return this.column.values as BigInt64Array;
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const value = parseInteger(decodeText(bytes, start, end) ?? '', this.dialect.decimal);
    if (value !== undefined && value >= this.#least && value <= this.#greatest) {
      this.#integers[row] = value;
      return undefined;
    }
    const range = `an integer from ${this.#least} to ${this.#greatest}`;
    return this.unreadable(range, bytes, start, end, value === undefined ? 'invalid-value' : 'out-of-range');
  }

  protected override put(row: number, value: unknown): void {
    this.#integers[row] = BigInt(value as number | bigint);
  }
}

/** An integer in digits, or in any other notation of a number that is exact: `12.0`, `1.2e3`. */
function parseInteger(text: string, decimal: string): bigint | undefined {
  const digits = text.trim();
  if (/^[+-]?\d+$/.test(digits)) return BigInt(digits.replace('+', ''));
  const number = parseNumber(text, decimal);
  return number !== undefined && Number.isSafeInteger(number) ? BigInt(number) : undefined;
}

export const createReader = (parts: ColumnParts) => new WideColumnReader(parts);

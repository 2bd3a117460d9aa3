import type { Lines } from '../reading/lines.ts';
import * as ascii from '../values/ascii.ts';
import { countDigits, digitsNumber, inexact, powersOfTen, zeros } from '../values/digits.ts';

/**
 * Reads the current cells of lines as numbers, as far as they are plain: digits with a decimal mark, in quotes or not.
 *
 * A mantissa below 2^53 and a power of ten up to 22 are exact doubles, so that their quotient is the nearest double
 * (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
 *
 * @param values - Gets the number of each line, from `values[firstRow]` for the line 0 on.
 * @param decimal - The byte between the digits; -1 where there are only integers.
 * @returns the first line that has something else; `to` when there is none.
 */
export function scanNumbers(
  lines: Lines,
  values: Float64Array,
  firstRow: number,
  from: number,
  to: number,
  decimal: number,
): number {
  const index = scanShortNumbers(lines, values, firstRow, from, to, decimal);
  return index === to ? to : scanAnyNumbers(lines, values, firstRow, index, to, decimal);
}

/** Up to seven digits on either side of the decimal mark: no loop inside the one over the lines, as with dates. */
function scanShortNumbers(
  { bytes, view, cursors, following, delimiter, mark }: Lines,
  values: Float64Array,
  firstRow: number,
  from: number,
  to: number,
  decimal: number,
): number {
  const minus = ascii.minus;
  const point = decimal === delimiter ? -1 : decimal;
  for (let index = from; index < to; index++) {
    let at = cursors[index];
    const isNegative = bytes[at] === minus;
    if (isNegative) at += 1;
    let word = view.getInt32(at, true) ^ zeros;
    let count = countDigits(word);
    let value = digitsNumber(word, count);
    if (count === 4) {
      word = view.getInt32(at + 4, true) ^ zeros;
      const more = countDigits(word);
      value = value * powersOfTen[more] + digitsNumber(word, more);
      count += more;
    }
    if (count === 0 || count === 8) return index;
    at += count;
    if (bytes[at] === point) {
      word = view.getInt32(at + 1, true) ^ zeros;
      count = countDigits(word);
      value = value * powersOfTen[count] + digitsNumber(word, count);
      if (count === 4) {
        word = view.getInt32(at + 5, true) ^ zeros;
        const more = countDigits(word);
        value = value * powersOfTen[more] + digitsNumber(word, more);
        count += more;
      }
      if (count === 0 || count === 8) return index;
      value /= powersOfTen[count];
      at += count + 1;
    }
    if (bytes[at] !== mark) return index;
    values[firstRow + index] = isNegative ? -value : value;
    following[index] = at + 1;
  }
  return to;
}

/** Digits are read four at a time. */
function scanAnyNumbers(
  { bytes, view, cursors, following, quote, delimiter, mark }: Lines,
  values: Float64Array,
  firstRow: number,
  from: number,
  to: number,
  decimal: number,
): number {
  const minus = ascii.minus;
  const plainDecimal = decimal === delimiter ? -1 : decimal;
  for (let index = from; index < to; index++) {
    let at = cursors[index];
    const isQuoted = bytes[at] === quote;
    if (isQuoted) at += 1;
    const isNegative = bytes[at] === minus;
    if (isNegative) at += 1;
    const point = isQuoted ? decimal : plainDecimal;
    const first = at;
    let fraction = 0;
    let value = 0;
    for (;;) {
      const word = view.getInt32(at, true) ^ zeros;
      const digits = countDigits(word);
      value = value * powersOfTen[digits] + digitsNumber(word, digits);
      at += digits;
      if (digits === 4) continue;
      if (fraction !== 0 || bytes[at] !== point) break;
      at += 1;
      fraction = at;
    }
    if (at === first || at === fraction || value >= inexact) return index;
    if (fraction !== 0) {
      if (at - fraction > 22) return index;
      value /= powersOfTen[at - fraction];
    }
    if (isNegative) value = -value;
    if (isQuoted) {
      if (bytes[at] !== quote) return index;
      at += 1;
    }
    if (bytes[at] !== mark) return index;
    values[firstRow + index] = value;
    following[index] = at + 1;
  }
  return to;
}

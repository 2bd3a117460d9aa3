/** The bytes that mean something in delimited text. */
export const ascii = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  plus: 43,
  comma: 44,
  minus: 45,
  point: 46,
  zero: 48,
  colon: 58,
  upperT: 84,
  upperZ: 90,
  lowerE: 101,
} as const;

/** Whether a byte is one of `0` to `9`. */
export const isDigit = (byte: number) => byte >= ascii.zero && byte <= ascii.zero + 9;

/** The number that `count` digits make; NaN when one of them is none. */
export function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    if (!isDigit(bytes[at])) return Number.NaN;
    value = value * 10 + bytes[at] - ascii.zero;
  }
  return value;
}

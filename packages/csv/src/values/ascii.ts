// The bytes that mean something in delimited text: constants by themselves, so that bundlers put them in their places.
export const lineFeed = 10;
export const carriageReturn = 13;
export const space = 32;
export const plus = 43;
export const comma = 44;
export const minus = 45;
export const point = 46;
export const zero = 48;
export const colon = 58;
export const upperT = 84;
export const upperZ = 90;

/** Whether a byte is one of `0` to `9`. */
export const isDigit = (byte: number) => byte >= zero && byte <= zero + 9;

/** The number that `count` digits make; NaN when one of them is none. */
export function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    if (!isDigit(bytes[at])) return Number.NaN;
    value = value * 10 + bytes[at] - zero;
  }
  return value;
}

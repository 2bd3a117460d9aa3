import { zero } from './ascii.ts';

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

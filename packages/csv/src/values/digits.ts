/** Powers of ten that are exact doubles. */
export const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** From here on not every integer is a double. */
export const inexact = 2 ** 53;

/** Turns the bytes of four digits into their values, by exclusive or. */
export const zeros = 0x30303030;

/** How many bytes at the beginning of a word are values of digits. */
export function countDigits(word: number): number {
  // Marks the other bytes: the lowest bit set is in the first of them.
  const others = ((word + 0x76767676) | word) & 0x80808080;
  return others === 0 ? 4 : (31 - Math.clz32(others & -others)) >>> 3;
}

/**
 * The number that four digits make: the values of the digits, 0 to 9, as the bytes of a word, the first one lowest.
 *
 * Adds them up in pairs, and the pairs (Mula's and Lemire's "parsing digits with SIMD within a register").
 */
export function wordNumber(word: number): number {
  const pairs = (Math.imul(word, 10) + (word >>> 8)) & 0x00ff00ff;
  return Math.imul(pairs & 0xff, 100) + (pairs >>> 16);
}

/** The number that the first `count` digits of a word make, up to four of them. */
export const digitsNumber = (word: number, count: number) =>
  count === 0 ? 0 : wordNumber(word << ((4 - count) << 3));

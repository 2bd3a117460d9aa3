import * as ascii from '../values/ascii.ts';
import type { Window } from './window.ts';

const lineFeeds = 0x0a0a0a0a;
const carriageReturns = 0x0d0d0d0d;
const ones = 0x01010101;
const sevens = 0x7f7f7f7f;

/** How many line ends there are between two indexes of a window; a carriage return and its line feed are one. */
export function countLineEnds({ bytes, view }: Window, start: number, end: number): number {
  const wholeWords = end - ((end - start) & 3);
  let count = 0;
  // One where the byte before the word is a carriage return.
  let carry = 0;
  for (let at = start; at < wholeWords; at += 4) {
    const word = view.getInt32(at, true);
    // Most words have none of the first sixteen control characters: that is found out in fewer steps.
    const control = word & 0xf0f0f0f0;
    if (((control - ones) & ~control & 0x80808080) === 0) {
      carry = 0;
      continue;
    }
    const returns = zeroBytes(word ^ carriageReturns);
    const feeds = zeroBytes(word ^ lineFeeds);
    count += sumOfBytes(returns | (feeds & ~((returns << 8) | carry)));
    carry = returns >>> 24;
  }
  for (let at = wholeWords; at < end; at++) {
    const isReturn = bytes[at] === ascii.carriageReturn;
    if (isReturn || (bytes[at] === ascii.lineFeed && carry === 0)) count += 1;
    carry = Number(isReturn);
  }
  return count;
}

/** One for each byte that is zero. */
const zeroBytes = (word: number) => (~(((word & sevens) + sevens) | word) >>> 7) & ones;

/** Of bytes that are one or zero. */
const sumOfBytes = (word: number) => Math.imul(word, ones) >>> 24;

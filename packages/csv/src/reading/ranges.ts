import type { Encoding } from '../input/encoding.ts';
import * as ascii from '../values/ascii.ts';
import { countLineEnds } from './count-line-ends.ts';
import type { Window } from './window.ts';

/**
 * Passes over whole lines that end before `limit` and before the first quote: from there on, what is a line must be found
 * out record by record.
 *
 * @returns how many lines were passed over.
 */
export function skipLines(window: Window, limit: number, quote: number): number {
  const { bytes, start, lineEnd } = window;
  // To a carriage return at the very end a line feed may still belong.
  const border = lineEnd === ascii.lineFeed ? limit : Math.min(limit, window.end - 1);
  const ahead = bytes.subarray(start, border);
  const firstQuote = ahead.indexOf(quote);
  const length = ahead.subarray(0, firstQuote < 0 ? ahead.length : firstQuote).lastIndexOf(lineEnd) + 1;
  window.start = start + length;
  return countLineEnds(window, start, window.start);
}

/** The first byte of a window, from where it is read on, at an input offset or behind it, or the window's end. */
export function indexOf(window: Window, offset: number, encoding: Encoding): number {
  const { bytes, start, end } = window;
  let index = start;
  let left = offset - window.offsetAt(start);
  if (encoding.isUtf8) return Math.min(end, start + Math.max(0, left));
  if (left > (end - start) * 4) return end;
  while (left > 0 && index < end) {
    left -= encoding.width(bytes, index, index + 1);
    index += 1;
  }
  return index;
}

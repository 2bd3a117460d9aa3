import type { Encoding } from '../input/encoding.ts';
import * as ascii from '../values/ascii.ts';
import type { Window } from './window.ts';

/**
 * Passes over whole lines that begin before `limit`, all but the last, if there are no quotes in them: with quotes, what
 * is a line must be found out record by record.
 *
 * @returns how many lines were passed over.
 */
export function skipLines(window: Window, limit: number, quote: number): number {
  const { bytes, start, lineEnd } = window;
  // To a carriage return at the very end a line feed may still belong.
  const border = lineEnd === ascii.lineFeed ? limit : Math.min(limit, window.end - 1);
  const end = bytes.subarray(0, border).lastIndexOf(lineEnd);
  const nextQuote = quote < 0 ? -1 : bytes.indexOf(quote, start);
  if (end < start || (nextQuote >= 0 && nextQuote < limit)) return 0;
  let lines = 0;
  for (let at = start; at <= end; at++) {
    if (bytes[at] === ascii.carriageReturn) lines += 1;
    else if (bytes[at] === ascii.lineFeed && (at === start || bytes[at - 1] !== ascii.carriageReturn))
      lines += 1;
  }
  window.start = end + 1;
  return lines;
}

/** The first byte of a window, from where it is read on, at an input offset or behind it, or the window's end. */
export function indexOf(window: Window, offset: number, encoding: Encoding): number {
  const { bytes, start, end } = window;
  let index = start;
  let left = offset - window.offsetAt(start);
  if (left > (end - start) * 4) return end;
  while (left > 0 && index < end) {
    left -= encoding.width(bytes, index, index + 1);
    index += 1;
  }
  return index;
}

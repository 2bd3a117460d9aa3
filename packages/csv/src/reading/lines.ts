import type { Dialect } from '../dialect.ts';
import * as ascii from '../values/ascii.ts';
import { bytesBefore } from '../values/word.ts';
import { mostLines } from './most-lines.ts';
import type { Window } from './window.ts';

/** Columns load words of four bytes and so may look this far past the line end that stops them. */
const overlook = 32;

const lineFeeds = 0x0a0a0a0a;
const carriageReturns = 0x0d0d0d0d;

/**
 * Where a block of lines begins, and how far the columns have read into each.
 *
 * Line ends are only guessed: one may lie between quotes, and a line that is shorter than those before may be taken
 * together with the next. Nothing is lost by that, since every column stops at delimiters and line ends and the last one
 * must stop exactly where the next line begins; what does not fit is left to the careful path.
 */
export class Lines {
  bytes: Uint8Array = new Uint8Array();
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where each line begins, and after them where the next would. */
  readonly starts = new Int32Array(mostLines + 1);
  /** Where the current cell of each line begins; swapped with `following` from cell to cell. */
  cursors = new Int32Array(mostLines);
  /** Where the cell after the current one begins. */
  following = new Int32Array(mostLines);
  quote = -1;
  delimiter = -1;
  /** The byte at which the current cell ends: the delimiter, or the first one of the line end. */
  mark = -1;
  /** Where the content of the cell is that was read by itself. */
  cellStart = 0;
  cellEnd = 0;
  isQuoted = false;
  #dialect: Dialect | undefined;
  #comment = -1;
  #longest = 0;
  #lineEnd = 0;
  /** Lines end before this. */
  #last = 0;
  /** No line of the last block was shorter. */
  #shortest = 0;

  /** The lines found next are those of a window. */
  begin({ bytes, view, end, lineEnd }: Window, dialect: Dialect): void {
    this.bytes = bytes;
    this.view = view;
    this.#lineEnd = lineEnd;
    // A line feed may still follow a carriage return at the very end.
    this.#last = Math.min(lineEnd === ascii.lineFeed ? end : end - 1, view.byteLength - overlook);
    if (this.#dialect === dialect) return;
    this.#dialect = dialect;
    this.quote = dialect.quote;
    this.delimiter = dialect.delimiter;
    this.#comment = dialect.comment;
    this.#longest = Math.min(dialect.longestField, dialect.longestRow);
    this.#shortest = 0;
  }

  /**
   * Finds up to `most` ordinary lines from `from` on, none beginning at `limit` or later: not empty, no
   * comment, not overlong, ended, and with room behind to look past the end.
   */
  find(from: number, most: number, limit: number): number {
    const { bytes, view, starts, cursors } = this;
    const last = this.#last;
    const longest = this.#longest;
    const comment = this.#comment;
    const lineFeed = 10;
    const carriageReturn = 13;
    const pattern = this.#lineEnd === ascii.lineFeed ? lineFeeds : carriageReturns;
    const skip = this.#shortest;
    let start = from;
    let shortest = last;
    let found = 0;
    starts[0] = start;
    while (found < most && start < limit) {
      const first = bytes[start];
      if (first === lineFeed || first === carriageReturn || first === comment) break;
      let at = start + skip;
      let zeros = 0;
      // Bytes equal to the pattern become zero, and the lowest zero byte sets the lowest bit that is left here.
      while (at < last) {
        const word = view.getInt32(at, true) ^ pattern;
        zeros = (word - 0x01010101) & ~word & 0x80808080;
        if (zeros !== 0) break;
        at += 4;
      }
      if (at >= last) break;
      at += bytesBefore(zeros) + 1;
      const length = at - start;
      if (length > longest || at > last) break;
      if (length < shortest) shortest = length;
      cursors[found] = start;
      found += 1;
      starts[found] = at;
      start = at;
    }
    // Two bytes less, so that lines a little shorter are still seen.
    this.#shortest = found === 0 || this.#lineEnd !== ascii.lineFeed ? 0 : Math.max(0, shortest - 2);
    return found;
  }

  /** The lines did not fit their columns: perhaps two were taken for one. */
  forgetLengths(): void {
    this.#shortest = 0;
  }

  /** Begins with the next cell of every line, the first one or that behind the current one. */
  beginCell(cell: number, isLast: boolean): void {
    if (cell > 0) [this.cursors, this.following] = [this.following, this.cursors];
    const lineEnd = this.starts[1] - 1;
    const isPair = this.bytes[lineEnd - 1] === ascii.carriageReturn;
    this.mark = isLast ? this.bytes[isPair ? lineEnd - 1 : lineEnd] : this.delimiter;
  }

  /** Finds the content of a line's current cell, which is plain or in simple quotes; false when it is neither. */
  readCell(index: number): boolean {
    const { bytes, quote } = this;
    const start = this.cursors[index];
    const isQuoted = bytes[start] === quote;
    const margin = isQuoted ? 1 : 0;
    const cellEnd = this.contentEnd(start + margin, isQuoted ? quote : this.delimiter);
    this.isQuoted = isQuoted;
    this.cellStart = start + margin;
    this.cellEnd = cellEnd;
    this.following[index] = cellEnd + margin + 1;
    return bytes[cellEnd + margin] === this.mark && (!isQuoted || bytes[cellEnd] === quote);
  }

  /** How many of the first `count` lines end where their last cell does; the one after them is for the careful path. */
  countWhole(count: number): number {
    const { bytes, following, starts } = this;
    const carriageReturn = ascii.carriageReturn;
    const lineFeed = ascii.lineFeed;
    for (let index = 0; index < count; index++) {
      const end = following[index];
      const next = starts[index + 1];
      if (end === next) continue;
      if (end + 1 !== next || bytes[end - 1] !== carriageReturn || bytes[end] !== lineFeed) return index;
    }
    return count;
  }

  /** Where the content of a cell ends: at its delimiter or closing quote, or at the end of the line. */
  contentEnd(start: number, mark: number): number {
    let at = start;
    for (;;) {
      const byte = this.bytes[at];
      if (byte === mark || byte === ascii.lineFeed || byte === ascii.carriageReturn) return at;
      at += 1;
    }
  }
}

/** Behind the first line end, or at the end. */
export function firstLineEnd(bytes: Uint8Array): number {
  const end = bytes.findIndex((byte) => byte === ascii.lineFeed || byte === ascii.carriageReturn);
  if (end < 0) return bytes.length;
  return bytes[end] === ascii.carriageReturn && bytes[end + 1] === ascii.lineFeed ? end + 2 : end + 1;
}

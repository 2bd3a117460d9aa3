import type { Dialect } from '../dialect.ts';
import * as ascii from '../values/ascii.ts';
import { GrowingBytes } from './growing-bytes.ts';

type State =
  /** Before the first byte of a cell. */
  | 'cell'
  | 'plain'
  | 'quoted'
  /** Behind a quote inside quotes: their end, or the first of two that mean one. */
  | 'quote'
  /** Behind a carriage return: a line feed still belongs to it. */
  | 'return'
  | 'comment'
  /** Something is wrong: on to the end of the line. */
  | 'skip';

/** What is wrong with a record as such. */
export type RecordProblem = 'unterminated-quote' | 'misplaced-quote' | 'too-long';

/**
 * Reads one record at a time the careful way: byte by byte, with quotes, over any number of windows.
 *
 * Quotes open only at the beginning of a cell; elsewhere they are text.
 */
export class RecordReader {
  /** The record as it stands, its line end included, up to the longest there may be. */
  readonly raw = new GrowingBytes();
  /** The cells one after the other, their quotes taken off: the i-th from `starts[i]` to `ends[i]`. */
  readonly text = new GrowingBytes();
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly areQuoted: boolean[] = [];
  problem: RecordProblem | undefined;
  /** Line ends in it, also those between quotes. */
  lineEnds = 0;
  readonly #dialect: Dialect;
  #state: State = 'cell';
  #last = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Whether a record has been begun. */
  get isOpen(): boolean {
    return this.raw.length > 0;
  }

  /** Whether it is an empty line, or a comment, which has no cells. */
  get isEmpty(): boolean {
    return this.starts.length < 2 && this.text.length === 0 && !this.areQuoted[0];
  }

  /** Forgets the record. */
  clear(): void {
    this.raw.length = 0;
    this.text.length = 0;
    this.starts.length = 0;
    this.ends.length = 0;
    this.areQuoted.length = 0;
    this.problem = undefined;
    this.lineEnds = 0;
    this.#state = 'cell';
    this.#last = 0;
  }

  /** Reads on; gives where the record ends, or -1 when it goes on behind `end`. */
  read(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (this.#state === 'return' && byte !== ascii.lineFeed) return at;
      if (this.#state === 'quoted' && this.#isOverlong()) {
        // One line is passed over to its end; several are most likely others that a stray quote has swallowed.
        if (this.lineEnds === 0) this.#fail('too-long');
        else {
          this.finish();
          return at;
        }
      }
      if (this.#take(byte)) return at + 1;
    }
    return -1;
  }

  /** The input ends, and the record with it. */
  finish(): void {
    if (this.#state === 'quoted') this.problem = 'unterminated-quote';
    else this.#endCells();
  }

  /** Takes one byte in; true when the record ends with it. */
  #take(byte: number): boolean {
    const { delimiter, quote, comment } = this.#dialect;
    if (this.raw.length < this.#dialect.longestRow) this.raw.push(byte);
    else if (this.#state !== 'comment' && this.#state !== 'return') this.#fail('too-long');
    if (byte === ascii.carriageReturn || (byte === ascii.lineFeed && this.#last !== ascii.carriageReturn)) {
      this.lineEnds += 1;
    }
    this.#last = byte;

    if (this.#state === 'return') return true;
    if (this.#state === 'quoted') {
      if (byte === quote) this.#state = 'quote';
      else this.text.push(byte);
    } else if (byte === ascii.lineFeed || byte === ascii.carriageReturn) {
      this.#endCells();
      this.#state = 'return';
      return byte === ascii.lineFeed;
    } else if (this.#state === 'cell' && byte === comment && this.raw.length === 1) {
      this.#state = 'comment';
    } else if (this.#state !== 'comment' && this.#state !== 'skip') {
      this.#takePlain(byte, delimiter, quote);
    }
    return false;
  }

  /** Takes in a byte that is neither between quotes nor the end of a line. */
  #takePlain(byte: number, delimiter: number, quote: number): void {
    const state = this.#state;
    if (state === 'cell') this.#openCell(byte === quote);
    if (byte === delimiter) {
      this.ends.push(this.text.length);
      this.#state = 'cell';
    } else if (byte === quote && state === 'cell') {
      this.#state = 'quoted';
    } else if (byte === quote && state === 'quote') {
      this.text.push(byte);
      this.#state = 'quoted';
    } else if (state === 'quote') {
      this.#fail('misplaced-quote');
    } else {
      this.text.push(byte);
      this.#state = 'plain';
      if (this.#isOverlong()) this.#fail('too-long');
    }
  }

  #openCell(isQuoted: boolean): void {
    this.starts.push(this.text.length);
    this.areQuoted.push(isQuoted);
  }

  #endCells(): void {
    const state = this.#state;
    if (state === 'comment' || state === 'skip' || state === 'return') return;
    if (state === 'cell') this.#openCell(false);
    this.ends.push(this.text.length);
  }

  #fail(problem: RecordProblem): void {
    this.problem ??= problem;
    this.#state = 'skip';
  }

  /** Whether the record, or the cell at its end, is as long as it may be. */
  #isOverlong(): boolean {
    const { longestField, longestRow } = this.#dialect;
    return (
      this.raw.length >= longestRow || this.text.length - this.starts[this.starts.length - 1] > longestField
    );
  }
}

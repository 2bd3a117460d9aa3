import type { RecordBatch } from '@pipe/records';
import type { CsvPosition } from '../position.ts';
import { showText } from '../values/show-text.ts';
import { byteOrderMarkLength, isUtf16 } from './byte-order-mark.ts';
import { firstLineEnd, Lines } from './lines.ts';
import type { Reading } from './load-reading.ts';
import type { Header } from './locate-columns.ts';
import { mostLines } from './most-lines.ts';
import { makePlan, type Plan } from './plan.ts';
import { RecordReader } from './record-reader.ts';
import { longestRaw, type Refusal, type SetAside } from './set-aside.ts';
import { Window } from './window.ts';

/** Unreadable records are handed on before there are more of them than this. */
const mostUnreadable = 256;

/**
 * Used by all readers, each for a block at a time. Engines drop the code they made for a class with its last instance;
 * this one stays.
 */
const lines = new Lines();

/**
 * Makes batches out of UTF-8, without waiting for anything: bytes are fed, batches and unreadable records taken.
 *
 * Blocks of lines go through the columns one column after the other, which is fast. The first line of a block that a
 * column cannot read (because of line ends or quotes within quotes, an error, the end of the window) goes through the
 * careful path by itself, and the next block begins behind it.
 */
export class BatchReader {
  /** Records that could not be read, in order; they come before or among the rows that are not yet taken. */
  readonly unreadable: SetAside[] = [];
  /** Why nothing more can be read, if that is so. */
  refusal: Refusal | undefined;
  /** Whether the end of the range was reached: no more bytes are needed. */
  isDone = false;
  readonly reading: Reading;
  readonly #record: RecordReader;
  /** What is to be read; the first one is being read. */
  readonly #windows: Window[] = [];
  /** The file, and the header once it is known; the rest is where the reading began. */
  #from: CsvPosition;
  #plan: Plan | undefined;
  #batch: RecordBatch | undefined;
  #rows = 0;
  /** The line on which the record begins that is being read, or else the next one. */
  #line: number;
  /** The input offset of the record that was begun last by the careful path. */
  #recordOffset = 0;
  /** The input offset behind all windows. */
  #fed: number;
  #isEnded = false;
  /** Lines in the next block: few after a line that did not fit, then ever more. */
  #blockLines = 1;
  #isCareful = true;

  /** @param from - Where the first bytes fed are from. */
  constructor(reading: Reading, from: CsvPosition) {
    this.reading = reading;
    this.#from = from;
    this.#record = new RecordReader(reading.settings.dialect);
    this.#line = from.line;
    this.#fed = from.offset;
    if (from.header !== undefined) this.#makePlan(from.header);
  }

  /** Behind the last record that is in a row, is unreadable or was passed over. */
  get position(): CsvPosition {
    const window = this.#windows.at(0);
    const next = window?.offsetAt(window.start) ?? this.#fed;
    return { ...this.#from, offset: this.#record.isOpen ? this.#recordOffset : next, line: this.#line };
  }

  /** Whether there is something that could not be read. */
  get hasTrouble(): boolean {
    return this.refusal !== undefined || this.unreadable.length > 0;
  }

  /** Whether the batch has all the rows it can take. */
  get isFull(): boolean {
    return this.#rows === this.reading.settings.batchSize;
  }

  /**
   * Adds bytes to what is to be read. They must stay as they are until more are needed. A byte-order mark must not be cut.
   */
  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const window = new Window(bytes, this.#fed, this.reading.encoding);
    this.#windows.push(window);
    if (this.#fed === 0) {
      window.start = byteOrderMarkLength(bytes);
      if (isUtf16(bytes)) this.refusal = { mark: bytes };
    }
    this.#fed += this.reading.encoding.width(bytes, 0, bytes.length);
  }

  /** There are no more bytes: what is left is the last record. */
  end(): void {
    this.#isEnded = true;
  }

  /**
   * Reads until the batch is full, there are many unreadable records, or nothing can be read: true. Or until more bytes
   * are needed: false.
   */
  advance(): boolean {
    while (!this.isFull && !this.refusal && this.unreadable.length < mostUnreadable) {
      const window = this.#windows[0];
      if (window === undefined) {
        if (!this.#isEnded || !this.#record.isOpen) return false;
        this.#record.finish();
        this.#takeRecord();
      } else if (window.start === window.end) {
        this.#windows.shift();
      } else if (!this.#record.isOpen && window.offsetAt(window.start) >= this.reading.settings.range.end) {
        this.isDone = true;
        return false;
      } else if (this.#isCareful || this.#plan === undefined) {
        this.#readRecord(window);
      } else {
        this.#readLines(window, this.#plan);
      }
    }
    return true;
  }

  /** The rows read since the last batch; undefined when there are none. */
  takeBatch(): RecordBatch | undefined {
    const batch = this.#batch;
    if (batch === undefined || this.#rows === 0) return undefined;
    for (const { reader, cells } of this.#plan?.fields ?? [])
      if (cells.length === 0) reader.writeAbsent(this.#rows);
    batch.setLength(this.#rows);
    this.#batch = undefined;
    this.#rows = 0;
    return batch;
  }

  /** Gives back what was not taken. */
  close(): void {
    this.#batch?.release();
    this.#batch = undefined;
  }

  /** Plans for the columns there are; nothing can be read when they do not fit. */
  #makePlan(header: Header): void {
    this.#from = { ...this.#from, header };
    this.#plan = makePlan(this.reading, header);
    if (this.#plan === undefined) this.refusal = { header };
  }

  /** Reads a block of lines through the columns, as far as they can. */
  #readLines(window: Window, { scanners, fields }: Plan): void {
    const { encoding, ranges, settings } = this.reading;
    const { batchSize, range, dialect } = settings;
    if (ranges !== undefined && window.offsetAt(window.start) < range.start) {
      const limit = ranges.indexOf(window, range.start, encoding);
      this.#line += ranges.skipLines(window, limit, dialect.quote);
      this.#isCareful = true;
      return;
    }
    this.#beginBatch();
    lines.begin(window, dialect);
    const most = Math.min(this.#blockLines, batchSize - this.#rows);
    const limit = ranges?.indexOf(window, range.end, encoding) ?? window.end;
    const found = lines.find(window.start, most, limit);
    let read = found;
    for (let cell = 0; cell < scanners.length && read > 0; cell++) {
      lines.beginCell(cell, cell === scanners.length - 1);
      for (const scanner of scanners[cell]) read = scanner.scan(lines, this.#rows, read);
    }
    read = lines.countWhole(read);
    if (read < found) {
      for (const { reader } of fields) reader.reopen(this.#rows + read, this.#rows + found);
      lines.forgetLengths();
    }
    // Behind lines that all fit, the careful path is only for what is at the end of the window.
    this.#isCareful = read < most;
    this.#blockLines = read < found ? Math.max(1, read) : Math.min(mostLines, this.#blockLines * 2);
    this.#rows += read;
    this.#line += read;
    window.start = lines.starts[read];
  }

  #beginBatch(): void {
    if (this.#batch !== undefined) return;
    const { type, settings, dictionaries } = this.reading;
    this.#batch = type.batch(settings.batchSize, { dictionaries });
    for (const { reader } of this.#plan?.fields ?? []) reader.begin(this.#batch);
  }

  /** Reads one record, or the rest of it, the careful way. */
  #readRecord(window: Window): void {
    if (!this.#record.isOpen) this.#recordOffset = window.offsetAt(window.start);
    const end = this.#record.read(window.bytes, window.start, window.end);
    window.start = end < 0 ? window.end : end;
    if (end >= 0) this.#takeRecord();
  }

  /** Puts a record that has been read to its end where it belongs. */
  #takeRecord(): void {
    const record = this.#record;
    this.#isCareful = false;
    if (record.problem === 'unterminated-quote') this.#retreat(record);
    else if (!record.isEmpty) this.#placeRecord(record);
    this.#line += record.lineEnds;
    record.clear();
  }

  #placeRecord(record: RecordReader): void {
    if (this.#plan === undefined && this.#takeHeader(record)) return;
    const plan = this.#plan;
    if (plan === undefined || !this.#isInRange) return;
    const cellCount = record.starts.length;
    const problem =
      record.problem ?? (cellCount === plan.cellCount ? this.#placeCells(record, plan) : { cellCount });
    if (problem !== undefined) this.#setAside(record.raw.taken, problem);
  }

  /** Writes the cells of a record into the next row; gives what is wrong with the first that cannot be. */
  #placeCells(record: RecordReader, { fields }: Plan): SetAside['problem'] | undefined {
    this.#beginBatch();
    for (const field of fields) {
      const problem = field.writeRecord(this.#rows, record);
      if (problem === undefined) continue;
      for (const { reader } of fields) reader.reopen(this.#rows, this.#rows + 1);
      return { ...problem, field };
    }
    this.#rows += 1;
    return undefined;
  }

  /** Finds out from the first record what the columns are; whether that record names them, and has no values. */
  #takeHeader({ text, starts, ends, problem, raw }: RecordReader): boolean {
    const { header } = this.reading.settings;
    if (!header) this.#makePlan(starts.length);
    else if (problem !== undefined) this.refusal = { record: this.#unreadable(raw.taken, problem) };
    else this.#makePlan(starts.map((start, cell) => showText(text.bytes, start, ends[cell])));
    return header;
  }

  /** Sets aside the first line of a record whose quotes are never closed; the lines after it are read by themselves. */
  #retreat(record: RecordReader): void {
    const { encoding, settings } = this.reading;
    const raw = record.raw.taken.slice();
    const end = firstLineEnd(raw);
    if (this.#plan === undefined && settings.header) this.#takeHeader(record);
    else this.#setAside(raw.subarray(0, end), 'unterminated-quote');
    if (end === raw.length) return;
    record.lineEnds = 1;
    const start = this.#recordOffset + encoding.width(raw, 0, end);
    this.#windows.unshift(new Window(raw.subarray(end), start, encoding));
  }

  get #isInRange(): boolean {
    return this.#recordOffset >= this.reading.settings.range.start;
  }

  #setAside(bytes: Uint8Array, problem: SetAside['problem']): void {
    if (this.#isInRange && this.reading.settings.onError !== 'skip')
      this.unreadable.push(this.#unreadable(bytes, problem));
  }

  #unreadable(bytes: Uint8Array, problem: SetAside['problem']): SetAside {
    const position = { ...this.position, offset: this.#recordOffset };
    return { bytes: bytes.slice(0, longestRaw + 2), position, problem };
  }
}

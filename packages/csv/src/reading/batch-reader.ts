import type { Dictionaries, Fields, RecordBatch, RecordType } from '@pipe/records';
import type { Problem } from '../columns/column-reader.ts';
import { CsvError } from '../errors.ts';
import type { Encoding } from '../input/encoding.ts';
import type { CsvPosition } from '../position.ts';
import type { Settings } from '../settings.ts';
import { showText } from '../values/decode-text.ts';
import { byteOrderMarkLength } from './byte-order-mark.ts';
import { firstLineEnd, Lines, mostLines } from './lines.ts';
import { makePlan, type Plan } from './plan.ts';
import { type RecordProblem, RecordReader } from './record-reader.ts';
import { skipLines } from './skip-lines.ts';
import { placeOf, type UnreadableRecord, unreadableRecord } from './unreadable-record.ts';
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
export class BatchReader<F extends Fields> {
  /** Records that could not be read, in order; they come before or among the rows that are not yet taken. */
  readonly unreadable: UnreadableRecord[] = [];
  readonly #type: RecordType<F>;
  readonly #settings: Settings;
  readonly #encoding: Encoding;
  readonly #dictionaries: Dictionaries<F>;
  readonly #file: string | undefined;
  readonly #record: RecordReader;
  /** What is to be read; the first one is being read. */
  readonly #windows: Window[] = [];
  #plan: Plan | undefined;
  #batch: RecordBatch<F> | undefined;
  #rows = 0;
  /** The line on which the record begins that is being read, or else the next one. */
  #line: number;
  /** The input offset of the record that was begun last by the careful path. */
  #recordOffset = 0;
  /** The input offset behind all windows. */
  #fed: number;
  #isEnded = false;
  #isDone = false;
  /** Lines in the next block: few after a line that did not fit, then ever more. */
  #blockLines = 1;
  #isCareful = false;

  /**
   * @param dictionaries - Of the stream that the batches belong to.
   * @param from - Where the first bytes fed are from.
   */
  constructor(
    type: RecordType<F>,
    settings: Settings,
    encoding: Encoding,
    dictionaries: Dictionaries<F>,
    from: CsvPosition,
  ) {
    this.#type = type;
    this.#settings = settings;
    this.#encoding = encoding;
    this.#dictionaries = dictionaries;
    this.#file = from.file;
    this.#record = new RecordReader(settings.dialect);
    this.#line = from.line;
    this.#fed = from.offset;
    if (from.header !== undefined) this.#plan = this.#makePlan(from.header);
  }

  /** Behind the last record that is in a row, is unreadable or was passed over. */
  get position(): CsvPosition {
    return {
      offset: this.#nextOffset,
      line: this.#line,
      ...(this.#plan === undefined ? {} : { header: this.#plan.header }),
      ...(this.#file === undefined ? {} : { file: this.#file }),
    };
  }

  get hasRows(): boolean {
    return this.#rows > 0;
  }

  /** Whether the batch has all the rows it can take. */
  get isFull(): boolean {
    return this.#rows === this.#settings.batchSize;
  }

  /** Whether the end of the range was reached: no more bytes are needed. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /**
   * Adds bytes to what is to be read. They must stay as they are until more are needed. A byte-order mark must not be cut.
   */
  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const window = new Window(bytes, this.#fed, this.#encoding);
    this.#windows.push(window);
    if (this.#fed === 0) window.start = byteOrderMarkLength(bytes);
    this.#fed += this.#encoding.width(bytes, 0, bytes.length);
  }

  /** There are no more bytes: what is left is the last record. */
  end(): void {
    this.#isEnded = true;
  }

  /**
   * Reads until the batch is full, or there are many unreadable records: true. Or until more bytes are needed: false.
   */
  advance(): boolean {
    while (!this.isFull && this.unreadable.length < mostUnreadable) {
      const window = this.#windows[0];
      if (window === undefined) {
        if (!this.#isEnded || !this.#record.isOpen) return false;
        this.#record.finish();
        this.#takeRecord();
      } else if (window.start === window.end) {
        this.#windows.shift();
      } else if (this.#record.isOpen || this.#plan === undefined) {
        this.#readRecord(window);
      } else if (window.offsetAt(window.start) >= this.#settings.range.end) {
        this.#isDone = true;
        return false;
      } else if (this.#isCareful) {
        this.#readRecord(window);
      } else {
        this.#readLines(window, this.#plan);
      }
    }
    return true;
  }

  /** The rows read since the last batch; undefined when there are none. */
  takeBatch(): RecordBatch<F> | undefined {
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

  get #nextOffset(): number {
    if (this.#record.isOpen) return this.#recordOffset;
    const window = this.#windows[0];
    return window === undefined ? this.#fed : window.offsetAt(window.start);
  }

  #makePlan(header: readonly string[] | number): Plan {
    return makePlan(this.#type as unknown as RecordType, this.#settings, header);
  }

  /** Reads a block of lines through the columns, as far as they can. */
  #readLines(window: Window, { scanners, fields }: Plan): void {
    const { batchSize, range, dialect } = this.#settings;
    if (window.offsetAt(window.start) < range.start) {
      this.#line += skipLines(window, window.indexOf(range.start), dialect.quote);
      this.#isCareful = true;
      return;
    }
    this.#beginBatch();
    lines.begin(window, dialect);
    const most = Math.min(this.#blockLines, batchSize - this.#rows);
    const found = lines.find(window.start, most, window.indexOf(range.end));
    let read = found;
    for (let cell = 0; cell < scanners.length && read > 0; cell++) {
      lines.beginCell(cell, cell === scanners.length - 1);
      for (const scanner of scanners[cell]) read = scanner.scan(lines, this.#rows, read);
    }
    read = lines.countWhole(read);
    if (read < found) {
      for (const { reader, cells } of fields)
        if (cells.length > 0) reader.reopen(this.#rows + read, this.#rows + found);
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
    const batch = this.#type.batch(this.#settings.batchSize, { dictionaries: this.#dictionaries });
    for (const { reader } of this.#plan?.fields ?? []) reader.begin(batch as unknown as RecordBatch);
    this.#batch = batch;
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
    if (record.problem === 'unterminated-quote') this.#retreat();
    else if (!record.isEmpty) this.#placeRecord(record);
    this.#line += record.lineEnds;
    record.clear();
  }

  #placeRecord(record: RecordReader): void {
    const plan = this.#plan ?? this.#startPlan(record);
    if (plan === undefined || this.#recordOffset < this.#settings.range.start) return;
    const { problem } = record;
    const count = record.starts.length;
    if (problem !== undefined) this.#setAside(record.raw.taken, problem);
    else if (count !== plan.cellCount) {
      this.#setAside(record.raw.taken, {
        code: 'cell-count',
        message: `expected ${plan.cellCount} cells, got ${count}`,
      });
    } else this.#placeCells(record, plan);
  }

  #placeCells(record: RecordReader, plan: Plan): void {
    this.#beginBatch();
    for (const field of plan.fields) {
      const problem = field.cells.length === 0 ? undefined : field.write(this.#rows, record);
      if (problem === undefined) continue;
      for (const { reader } of plan.fields) reader.reopen(this.#rows, this.#rows + 1);
      this.#setAside(record.raw.taken, problem, placeOf(field, plan));
      return;
    }
    this.#rows += 1;
  }

  /** Finds out from the first record what the columns are; the plan, if that record is one with values. */
  #startPlan(record: RecordReader): Plan | undefined {
    if (!this.#settings.hasHeader) {
      this.#plan = this.#makePlan(record.starts.length);
      return this.#plan;
    }
    const { text, starts, ends, problem } = record;
    if (problem !== undefined) {
      const { cause } = unreadableRecord(record.raw.taken, this.#recordPosition, problem);
      throw new CsvError('missing-columns', `The header cannot be read. ${cause.message}`, { cause });
    }
    this.#plan = this.#makePlan(starts.map((start, cell) => showText(text.bytes, start, ends[cell])));
    return undefined;
  }

  /** Sets aside the first line of a record whose quotes are never closed; the lines after it are read by themselves. */
  #retreat(): void {
    const record = this.#record;
    const raw = record.raw.taken.slice();
    const end = firstLineEnd(raw);
    const offset = this.#recordOffset;
    if (this.#plan === undefined && this.#settings.hasHeader) this.#startPlan(record);
    if (offset >= this.#settings.range.start) this.#setAside(raw.subarray(0, end), 'unterminated-quote');
    record.lineEnds = end < raw.length ? 1 : record.lineEnds;
    if (end < raw.length) {
      const start = offset + this.#encoding.width(raw, 0, end);
      this.#windows.unshift(new Window(raw.subarray(end), start, this.#encoding));
    }
  }

  #setAside(
    bytes: Uint8Array,
    problem: Problem | RecordProblem,
    place: { column?: string; field?: string } = {},
  ): void {
    const unreadable = unreadableRecord(bytes, this.#recordPosition, problem, place);
    const { onError } = this.#settings;
    if (onError === 'fail') throw unreadable.cause;
    if (onError === 'dead-letter') this.unreadable.push(unreadable);
  }

  get #recordPosition(): CsvPosition {
    return { ...this.position, offset: this.#recordOffset };
  }
}

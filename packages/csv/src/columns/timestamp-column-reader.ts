import type { RecordBatch } from '@pipe/records';
import { endsLine, type Lines } from '../reading/lines.ts';
import { ascii, digitsAt } from '../values/ascii.ts';
import { daysFromCivil, daysInMonth, msPerDay } from '../values/calendar.ts';
import { parseZone } from '../values/parse-iso-time.ts';
import { latestTime, type TimeFormat } from '../values/time-format.ts';
import { bytesBefore, nonDigits, powersOfTen, wordNumber, zeros } from '../values/word.ts';
import { type ColumnParts, ColumnReader, type Problem } from './column-reader.ts';

/** From here on not every integer is a double. */
const inexact = 2 ** 53;

/** The bytes of `00T0`, `00 0`, `0:00` and `:00` as words: exclusive or with them leaves digits' values, and zeros. */
const dayAndHour = 0x30543030;
const dayAndHourSpaced = 0x30203030;
const hourAndMinute = 0x30303a30;
const second = 0x0030303a;

/** Times, as epoch milliseconds. */
export class TimestampColumnReader extends ColumnReader {
  readonly #format: TimeFormat;
  readonly #isPlain: boolean;
  #values: Float64Array = new Float64Array();
  /** The first eight bytes of the last number or date; in a stream of readings they rarely change. */
  #firstWord = 0;
  #secondWord = 0;
  /** What they mean: of a number the first digits, of a date the days from 1970 to the end of the month before. */
  #prefix = 0;
  /** Days in the month of a date, 0 for a number, -1 for neither. */
  #days = -1;
  /** Where the time read last ended. */
  #end = 0;

  constructor(parts: ColumnParts, format: TimeFormat) {
    super(parts);
    this.#format = format;
    this.#isPlain = format.pattern === undefined && parts.missing.values(format.parse).length === 0;
  }

  override begin(batch: RecordBatch): void {
    super.begin(batch);
    this.#values = this.column.values as Float64Array;
  }

  /** Plain numbers, and dates with a time to the second or finer; all else is read cell by cell. */
  override scan(lines: Lines, firstRow: number, count: number): number {
    if (!this.#isPlain) return super.scan(lines, firstRow, count);
    const { bytes, view, cursors, following, starts, quote, delimiter, isLast } = lines;
    const values = this.#values;
    for (let index = 0; index < count; index++) {
      let start = cursors[index];
      const isQuoted = bytes[start] === quote;
      if (isQuoted) start += 1;
      if (
        view.getInt32(start, true) !== this.#firstWord ||
        view.getInt32(start + 4, true) !== this.#secondWord
      ) {
        this.#learn(bytes, view, start);
      }
      const value = this.#days > 0 ? this.#readDate(bytes, view, start) : this.#readNumber(view, start);
      let end = this.#end;
      let isRead = !Number.isNaN(value);
      if (isQuoted) {
        isRead &&= bytes[end] === quote;
        end += 1;
      }
      if (isRead && (isLast ? endsLine(bytes, end, starts[index + 1]) : bytes[end] === delimiter)) {
        values[firstRow + index] = value;
        following[index] = end + 1;
      } else if (!this.scanCell(lines, index, firstRow + index)) {
        return index;
      }
    }
    return count;
  }

  /** Looks at the first eight bytes of a cell: `17672256`, or `2026-01-`. */
  #learn(bytes: Uint8Array, view: DataView, start: number): void {
    this.#firstWord = view.getInt32(start, true);
    this.#secondWord = view.getInt32(start + 4, true);
    const number = digitsAt(bytes, start, 8);
    const year = digitsAt(bytes, start, 4);
    const month = digitsAt(bytes, start + 5, 2);
    this.#days = -1;
    if (!Number.isNaN(number)) {
      this.#days = 0;
      this.#prefix = number;
    } else if (
      bytes[start + 4] === ascii.minus &&
      bytes[start + 7] === ascii.minus &&
      daysInMonth(year, month) > 0
    ) {
      this.#days = daysInMonth(year, month);
      this.#prefix = daysFromCivil(year, month, 1) - 1;
    }
  }

  /** The rest of a date from its ninth byte on: `31T23:59:59`, with decimals and a zone or without; NaN for anything else. */
  #readDate(bytes: Uint8Array, view: DataView, start: number): number {
    const dayHour =
      view.getInt32(start + 8, true) ^ (bytes[start + 10] === ascii.space ? dayAndHourSpaced : dayAndHour);
    const hourMinute = view.getInt32(start + 12, true) ^ hourAndMinute;
    const seconds = (view.getInt32(start + 16, true) ^ second) & 0xffffff;
    const digits = nonDigits(dayHour) | nonDigits(hourMinute) | nonDigits(seconds);
    const marks = (dayHour & 0xff0000) | (hourMinute & 0xff00) | (seconds & 0xff);
    const day = (dayHour & 0xff) * 10 + ((dayHour >>> 8) & 0xff);
    const hour = (dayHour >>> 24) * 10 + (hourMinute & 0xff);
    const minute = ((hourMinute >>> 16) & 0xff) * 10 + (hourMinute >>> 24);
    const sec = ((seconds >>> 8) & 0xff) * 10 + (seconds >>> 16);
    if (digits !== 0 || marks !== 0 || day === 0 || day > this.#days || hour > 23 || minute > 59 || sec > 59)
      return Number.NaN;
    let end = start + 19;
    let fraction = 0;
    if (bytes[end] === ascii.point) {
      fraction = this.#readFraction(view, end + 1);
      end = this.#end;
    }
    let zone = 0;
    if ((bytes[end] | 32) === (ascii.upperZ | 32)) end += 1;
    else if (bytes[end] === ascii.plus || bytes[end] === ascii.minus) {
      zone = parseZone(bytes, end, end + 6);
      end += 6;
    }
    this.#end = end;
    return (
      (this.#prefix + day) * msPerDay + (hour * 3_600_000 + minute * 60_000 + sec * 1_000) + fraction - zone
    );
  }

  /** The rest of a plain number, whose first eight digits are known; NaN for anything else. */
  #readNumber(view: DataView, start: number): number {
    if (this.#days < 0) return Number.NaN;
    const value = this.#readDigits(view, start + 8, this.#prefix);
    if (value >= inexact) return Number.NaN;
    const { exponent } = this.#format;
    const time = exponent < 0 ? value / powersOfTen[-exponent] : value * powersOfTen[exponent];
    return time > latestTime ? Number.NaN : time;
  }

  /** Decimals of a second, in milliseconds. */
  #readFraction(view: DataView, start: number): number {
    const value = this.#readDigits(view, start, 0);
    const count = this.#end - start;
    return count === 0 || count > 9 ? Number.NaN : (value * 1_000) / powersOfTen[count];
  }

  /** Appends the digits from `start` on to those of `value`, four at a time. */
  #readDigits(view: DataView, start: number, value: number): number {
    let at = start;
    for (;;) {
      const word = view.getInt32(at, true) ^ zeros;
      const others = nonDigits(word);
      if (others === 0) {
        value = value * 10_000 + wordNumber(word);
        at += 4;
        continue;
      }
      const digits = bytesBefore(others);
      this.#end = at + digits;
      return digits === 0 ? value : value * powersOfTen[digits] + wordNumber(word << (32 - (digits << 3)));
    }
  }

  protected override put(row: number, value: unknown): void {
    this.#values[row] = value as number;
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const time = this.#format.parse(bytes, start, end);
    if (Number.isNaN(time)) return this.unreadable(this.#format.description, bytes, start, end);
    this.#values[row] = time;
    return undefined;
  }
}

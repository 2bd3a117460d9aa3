import type { Lines } from '../reading/lines.ts';
import { powersOfTen } from '../values/digits.ts';
import { latestTime, loadTimeFormat, type TimeFormat } from '../values/time-format.ts';
import type { TimeOptions } from '../values/time-options.ts';
import { type ColumnParts, ColumnReader, type CreateColumnReader, type Problem } from './column-reader.ts';
import { learnDate, scanDates } from './scan-dates.ts';
import { scanNumbers } from './scan-numbers.ts';

/** @param options - Checked. */
export async function loadReader(options: TimeOptions): Promise<CreateColumnReader> {
  const format = await loadTimeFormat(options);
  return (parts) => new TimestampColumnReader(parts, format);
}

/** Times, as epoch milliseconds. */
class TimestampColumnReader extends ColumnReader {
  readonly #format: TimeFormat;
  readonly #isPlain: boolean;
  constructor(parts: ColumnParts, format: TimeFormat) {
    super(parts);
    this.#format = format;
    this.#isPlain = !format.isPattern && this.missing.values(format.parse).length === 0;
  }

  /** Dates with a time, or plain numbers; all else is read cell by cell. */
  protected override scanPlain(lines: Lines, firstRow: number, from: number, to: number): number {
    if (!this.#isPlain) return from;
    const values = this.values;
    let dates = scanDates(lines, values, firstRow, from, to);
    while (dates < to && learnDate(lines, dates)) dates = scanDates(lines, values, firstRow, dates, to);
    if (dates > from) return dates;
    return this.#scale(firstRow, from, scanNumbers(lines, values, firstRow, from, to, -1));
  }

  /** Makes milliseconds of the numbers of lines; gives the first line whose number is none, or is too large. */
  #scale(firstRow: number, from: number, to: number): number {
    const values = this.values;
    const { exponent } = this.#format;
    const scale = powersOfTen[Math.abs(exponent)];
    for (let index = from; index < to; index++) {
      const value = values[firstRow + index];
      const time = exponent < 0 ? value / scale : value * scale;
      if (Math.abs(time) > latestTime) return index;
      values[firstRow + index] = time;
    }
    return to;
  }

  protected override parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined {
    const time = this.#format.parse(bytes, start, end);
    if (Number.isNaN(time)) return this.unreadable(this.#format.description, bytes, start, end);
    this.values[row] = time;
    return undefined;
  }
}

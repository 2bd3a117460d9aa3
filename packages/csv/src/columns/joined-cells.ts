import { GrowingBytes } from '../reading/growing-bytes.ts';
import { mostLines } from '../reading/most-lines.ts';
import type { PlannedField } from '../reading/plan.ts';
import type { RecordReader } from '../reading/record-reader.ts';
import * as ascii from '../values/ascii.ts';
import type { TimeOptions } from '../values/time-options.ts';
import type { CellScanner } from './cell-scanner.ts';
import type { ColumnReader, Problem } from './column-reader.ts';

/** One field read from several cells of a record, joined by single spaces: a date and a time. */
export class JoinedCells implements PlannedField {
  /** Scans each of the cells, in the order in which they are joined. */
  readonly scanners: readonly CellScanner[];
  readonly reader: ColumnReader;
  readonly cells: readonly number[];
  readonly #starts: readonly Int32Array[];
  readonly #ends: readonly Int32Array[];
  readonly #joined = new GrowingBytes();

  constructor(reader: ColumnReader, cells: readonly number[]) {
    this.reader = reader;
    this.cells = cells;
    this.#starts = cells.map(() => new Int32Array(mostLines));
    this.#ends = cells.map(() => new Int32Array(mostLines));
    const last = Math.max(...cells);
    this.scanners = cells.map((cell, part) => this.#scanner(part, cell === last));
  }

  /** Reads the cells of a record into a row. */
  writeRecord(row: number, record: RecordReader): Problem | undefined {
    const { bytes } = record.text;
    this.#joined.length = 0;
    for (const cell of this.cells) this.#append(bytes, record.starts[cell], record.ends[cell]);
    return this.#writeJoined(row);
  }

  /** Notes where a part is; with the last one in the line the parts are joined. */
  #scanner(part: number, isLast: boolean): CellScanner {
    return {
      scan: (lines, firstRow, count) => {
        for (let index = 0; index < count; index++) {
          if (!lines.readCell(index)) return index;
          this.#starts[part][index] = lines.cellStart;
          this.#ends[part][index] = lines.cellEnd;
          if (isLast && this.#writeLine(lines.bytes, index, firstRow + index) !== undefined) return index;
        }
        return count;
      },
    };
  }

  #writeLine(bytes: Uint8Array, index: number, row: number): Problem | undefined {
    this.#joined.length = 0;
    for (let part = 0; part < this.cells.length; part++) {
      this.#append(bytes, this.#starts[part][index], this.#ends[part][index]);
    }
    return this.#writeJoined(row);
  }

  #append(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) this.#joined.push(bytes[at]);
    this.#joined.push(ascii.space);
  }

  /** Where every part is missing, so is the whole. */
  #writeJoined(row: number): Problem | undefined {
    const { bytes, length } = this.#joined;
    const isEmpty = length === this.cells.length;
    return this.reader.write(row, bytes, 0, isEmpty ? 0 : length - 1, false);
  }
}

/** Time options of joined cells: their pattern may have `;` where they are joined by a space. */
export const withSpaces = ({ format, ...rest }: TimeOptions): TimeOptions =>
  format === undefined ? rest : { ...rest, format: format.replaceAll(';', ' ') };

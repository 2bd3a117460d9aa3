import type { Field, RecordBatch, WritableColumn } from '@pipe/records';
import type { Dialect } from '../dialect.ts';
import type { CsvRecordErrorCode } from '../errors.ts';
import type { Lines } from '../reading/lines.ts';
import type { PlannedField } from '../reading/plan.ts';
import { showText } from '../values/show-text.ts';
import type { CellScanner } from './cell-scanner.ts';
import { MissingTexts } from './missing-texts.ts';

/** Why a cell cannot be what its field wants. */
export interface Problem {
  readonly code: CsvRecordErrorCode;
  readonly message: string;
}

/** Makes the reader of a field, for one reading. */
export type CreateColumnReader = (parts: ColumnParts) => ColumnReader;

/** What a column reader is made of. */
export interface ColumnParts {
  readonly name: string;
  readonly field: Field;
  readonly dialect: Dialect;
  /** The texts that stand for no value, besides the empty cell. */
  readonly missing: readonly string[];
}

/** Cells are shown up to this length. */
const longestShown = 60;

/**
 * Reads the cells of one field into a batch's column: many lines at once on the fast path, which each kind of field has
 * its own of, or cell by cell.
 */
export abstract class ColumnReader implements CellScanner {
  readonly name: string;
  readonly field: Field;
  protected readonly dialect: Dialect;
  protected readonly missing: MissingTexts;
  /** What the column has by row: numbers, in this kind of array or another that takes them in the same way. */
  protected values: Float64Array = new Float64Array();
  #column: WritableColumn | undefined;

  constructor({ name, field, dialect, missing }: ColumnParts) {
    this.name = name;
    this.field = field;
    this.dialect = dialect;
    this.missing = new MissingTexts(missing);
  }

  /** Parses a cell that has a value, and puts it into a row. */
  protected abstract parse(row: number, bytes: Uint8Array, start: number, end: number): Problem | undefined;

  protected get column(): WritableColumn {
    if (this.#column === undefined) throw new Error(`${this.name} is read before it has a batch`);
    return this.#column;
  }

  /** The field as one that is read from a single cell of a record, or from none. */
  in(cells: readonly number[]): PlannedField {
    const cell = cells.at(0);
    const writeRecord: PlannedField['writeRecord'] = (row, { text, starts, ends, areQuoted }) =>
      cell === undefined ? undefined : this.write(row, text.bytes, starts[cell], ends[cell], areQuoted[cell]);
    return { reader: this, cells, scanners: [this], writeRecord };
  }

  /** From here on rows are those of this batch. */
  begin(batch: RecordBatch): void {
    this.#column = batch.writable(this.name);
    this.values = this.#column.values as Float64Array;
  }

  scan(lines: Lines, firstRow: number, count: number): number {
    for (let index = 0; ; index++) {
      index = this.scanPlain(lines, firstRow, index, count);
      if (index === count || !this.scanCell(lines, index, firstRow + index)) return index;
    }
  }

  /**
   * Reads the current cells of lines in the fast way of this kind of field, as long as they are plain.
   *
   * @returns the first line from `from` on whose cell is not; `to` when there is none.
   */
  protected scanPlain(_lines: Lines, _firstRow: number, from: number, _to: number): number {
    return from;
  }

  /** Reads one line's current cell by itself, plain or in simple quotes. */
  protected scanCell(lines: Lines, index: number, row: number): boolean {
    if (!lines.readCell(index)) return false;
    const { bytes, cellStart, cellEnd, isQuoted } = lines;
    return this.write(row, bytes, cellStart, cellEnd, isQuoted) === undefined;
  }

  /** Reads one cell, its quotes taken off, into a row. */
  write(row: number, bytes: Uint8Array, start: number, end: number, isQuoted: boolean): Problem | undefined {
    return this.isMissing(bytes, start, end, isQuoted)
      ? this.writeMissing(row)
      : this.parse(row, bytes, start, end);
  }

  /** Whether a cell stands for no value. Text in quotes always is a value, see {@link TextColumnReader}. */
  protected isMissing(bytes: Uint8Array, start: number, end: number, _isQuoted: boolean): boolean {
    return start === end || this.missing.has(bytes, start, end);
  }

  /** Puts null, or else the field's default, into a row. */
  protected writeMissing(row: number): Problem | undefined {
    if (this.field.isNullable) this.column.setNull(row);
    else if (this.field.defaultValue !== undefined) this.put(row, this.field.defaultValue);
    else return { code: 'missing-value', message: 'a value is required, and there is none' };
    return undefined;
  }

  /** Puts a value as rows have it into a row: the field's default. */
  protected put(row: number, value: unknown): void {
    this.values[row] = value as number;
  }

  /** Every row of the batch lacks this field: puts the default, or null, into all of them. */
  writeAbsent(rows: number): void {
    const { defaultValue } = this.field;
    if (defaultValue === undefined) this.column.setAllNull();
    else for (let row = 0; row < rows; row++) this.put(row, defaultValue);
  }

  /** The rows are about to be read again: what was null there no longer is. */
  reopen(start: number, end: number): void {
    if (!this.field.isNullable) return;
    for (let row = start; row < end; row++) this.column.setValid(row);
  }

  /** What is wrong with a cell that does not hold what was expected. */
  protected unreadable(
    expected: string,
    bytes: Uint8Array,
    start: number,
    end: number,
    code: CsvRecordErrorCode = 'invalid-value',
  ): Problem {
    const shown = showText(bytes, start, Math.min(end, start + longestShown));
    return { code, message: `expected ${expected}, got '${shown}${end > start + longestShown ? '…' : ''}'` };
  }
}

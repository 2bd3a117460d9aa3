import type { RecordBatch } from '@pipe/records';
import type { CsvSinkOptions, WrittenType } from '../csv-sink-options.ts';
import { CsvError } from '../errors.ts';
import { type CellFormatter, formatCells } from './cell-formatter.ts';
import { type Format, resolveFormat } from './format.ts';
import { quoteCell } from './quote-cell.ts';

/** Formats batches of one record type, the first one with the names of the fields before it. */
export class BatchWriter {
  /** Whether the names of the fields have been written, or never will be. */
  hasHeader: boolean;
  readonly #format: Format;
  #type: WrittenType | undefined;

  /** @throws CsvError `invalid-option`. */
  constructor(options: CsvSinkOptions) {
    this.#format = resolveFormat(options);
    this.hasHeader = !this.#format.header;
    this.#type = options.recordType;
  }

  /**
   * The rows in play as lines.
   *
   * @param setAside - Takes a row that cannot be written; without it, the cause is thrown.
   * @throws CsvError `unsupported` for a batch of other fields than those before.
   */
  format(batch: RecordBatch, setAside?: (row: number, cause: CsvError) => void): string {
    const { type, selection, selected } = batch;
    this.#type ??= type;
    if (type.schemaHash !== this.#type.schemaHash) {
      throw new CsvError(
        'unsupported',
        `A file holds records of one type: ${type.name} has other fields than ${this.#type.name}, which came before`,
      );
    }
    const { delimiter } = this.#format;
    const cells = type.fieldNames.map((name) => formatCells(batch, name, this.#format));
    const [first, ...others] = cells.length === 1 ? [this.#onlyCell(type, cells[0])] : cells;
    let text = '';
    for (let index = 0; index < selected; index++) {
      const row = selection === undefined ? index : selection[index];
      try {
        let line = first(row);
        for (const cell of others) line += delimiter + cell(row);
        text += line + this.#format.lineEnd;
      } catch (cause) {
        if (setAside === undefined || !(cause instanceof CsvError)) throw cause;
        setAside(row, cause);
      }
    }
    return this.formatRest() + text;
  }

  /** What is still to be written when there are no more rows: the header, if there were none and the type is known. */
  formatRest(): string {
    if (this.hasHeader || this.#type === undefined) return '';
    this.hasHeader = true;
    const names = this.#type.fieldNames.map((name) => quoteCell(name, this.#format));
    return names.join(this.#format.delimiter) + this.#format.lineEnd;
  }

  /** A cell that is a line by itself: an empty line would be no record. */
  #onlyCell({ fieldNames, fields }: WrittenType, cell: CellFormatter): CellFormatter {
    const { quote } = this.#format;
    const isText = ['dictionary', 'utf8'].includes(fields[fieldNames[0]].kind);
    return (row) => {
      const text = cell(row);
      if (text !== '') return text;
      if (!isText && quote !== '') return quote + quote;
      throw new CsvError(
        'unwritable-value',
        `${fieldNames[0]} is null, which as the only cell of a line must be some text: set missing`,
      );
    };
  }
}

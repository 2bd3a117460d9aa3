import type { RecordBatch } from '@pipe/records';
import type { CsvSinkOptions, WrittenType } from '../csv-sink-options.ts';
import { CsvError } from '../errors.ts';
import { resolveDialect } from '../settings.ts';
import { type CellFormatter, type Format, formatCells, quoteCell } from './cell-formatter.ts';

/** Formats batches of one record type, the first one with the names of the fields before it. */
export class BatchWriter {
  /** Whether the names of the fields have been written, or never will be. */
  hasHeader: boolean;
  readonly #format: Format;
  readonly #lineEnd: string;
  #type: WrittenType | undefined;

  /** @throws CsvError `invalid-option`. */
  constructor(options: CsvSinkOptions) {
    const { delimiter = ',', decimal = '.', quote = '"' } = options;
    const { missing = '', timestamp = 'iso', lineEnd = '\n', header = true } = options;
    resolveDialect({ delimiter, decimal, quote });
    this.hasHeader = !header;
    this.#format = { delimiter, decimal, quote, missing, timestamp };
    this.#lineEnd = lineEnd;
    this.#type = options.recordType;
  }

  /**
   * The rows in play as lines.
   *
   * @throws CsvError `unsupported` for a batch of other fields than those before.
   */
  format(batch: RecordBatch): string {
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
    let text = this.formatRest();
    for (let index = 0; index < selected; index++) {
      const row = selection === undefined ? index : selection[index];
      text += first(row);
      for (const cell of others) text += delimiter + cell(row);
      text += this.#lineEnd;
    }
    return text;
  }

  /** What is still to be written when there are no more rows: the header, if there were none and the type is known. */
  formatRest(): string {
    if (this.hasHeader || this.#type === undefined) return '';
    this.hasHeader = true;
    const names = this.#type.fieldNames.map((name) => quoteCell(name, this.#format, true));
    return names.join(this.#format.delimiter) + this.#lineEnd;
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
        'unsupported',
        `${fieldNames[0]} is null, which as the only cell of a line must be some text: set missing`,
      );
    };
  }
}

import type { TimeOptions } from './values/time-options.ts';

/** Where a field's text is: a header, a column number from 0, or several headers whose cells are joined by one space. */
export type CsvColumn = string | number | readonly (string | number)[];

/** How delimited text is read. */
export interface CsvSourceOptions {
  /** Names the source in reports and errors. @defaultValue the file's name, or `csv` */
  readonly name?: string;
  /** Between cells, one ASCII character. @defaultValue ',' */
  readonly delimiter?: string;
  /** Between the digits of numbers. A decimal comma that is also the delimiter stands in quotes. @defaultValue '.' */
  readonly decimal?: '.' | ',';
  /** Around cells, doubled for itself; an empty text when quotes mean nothing. @defaultValue '"' */
  readonly quote?: string;
  /** Begins a line that is no record, one ASCII character. @defaultValue none */
  readonly comment?: string;
  /** Whether the first record names the columns. @defaultValue true */
  readonly header?: boolean;
  /** @defaultValue 'utf-8' */
  readonly encoding?: 'utf-8' | 'latin1' | 'utf-16le' | 'utf-16be';
  /** Where each field's text is. @defaultValue under the field's name; without a header, in the order of the fields */
  readonly columns?: { readonly [field: string]: CsvColumn };
  /** Texts that mean that there is no value, besides the empty cell; a number means it however it is written. @defaultValue [] */
  readonly missing?: readonly string[];
  /** How times are written, in all fields or by field. @defaultValue ISO 8601 or epoch milliseconds; UTC without a zone */
  readonly timestamp?: TimeOptions | { readonly [field: string]: TimeOptions };
  /** What becomes of columns that no field is read from. @defaultValue 'ignore' */
  readonly extraColumns?: 'ignore' | 'refuse';
  /** What becomes of a record that cannot be read. @defaultValue 'dead-letter' */
  readonly onError?: 'dead-letter' | 'fail' | 'skip';
  /** Rows in a full batch. @defaultValue 2_048 */
  readonly batchSize?: number;
  /** The longest a cell and a record may be, in bytes. @defaultValue 65_536 and 1_048_576 */
  readonly limits?: { readonly field?: number; readonly row?: number };
  /** Only the records that begin in these bytes of the decompressed input, `end` excluded. @defaultValue all */
  readonly range?: { readonly start: number; readonly end: number };
  /** Goes on when a file grows, and with the next one when it is rotated. @defaultValue false */
  readonly follow?: boolean | { readonly intervalMs?: number };
  /** How long rows wait for their batch to fill while no input comes. @defaultValue 50 */
  readonly lingerMs?: number;
}

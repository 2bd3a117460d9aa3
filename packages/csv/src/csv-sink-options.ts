import type { RecordType } from '@pipe/records';

/** What is needed of a record type to write its records. */
export type WrittenType = Pick<RecordType, 'name' | 'fields' | 'fieldNames' | 'schemaHash'>;

/** How records are written as delimited text. */
export interface CsvSinkOptions {
  /** Names the sink in reports and errors. @defaultValue the file's name, or `csv` */
  readonly name?: string;
  /** What is written: with it, a file without records has a header, too. @defaultValue the type of the first batch */
  readonly recordType?: WrittenType;
  /** Between cells, one ASCII character. @defaultValue ',' */
  readonly delimiter?: string;
  /** Between the digits of numbers; numbers with a decimal comma that is also the delimiter are quoted. @defaultValue '.' */
  readonly decimal?: '.' | ',';
  /** Around cells that need it, and around texts that are empty or could be taken for a missing value. @defaultValue '"' */
  readonly quote?: string;
  /** Whether the first line names the fields. @defaultValue true */
  readonly header?: boolean;
  /** @defaultValue '\n' */
  readonly lineEnd?: '\n' | '\r\n';
  /** What stands for null. @defaultValue '' */
  readonly missing?: string;
  /** Times as ISO 8601 in UTC, or as epoch milliseconds. @defaultValue 'iso' */
  readonly timestamp?: 'iso' | 'epoch';
}

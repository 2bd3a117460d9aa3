/** What can be wrong with one record; the cause of a dead letter carries one of these. */
export type CsvRecordErrorCode =
  | 'cell-count'
  | 'missing-value'
  | 'invalid-value'
  | 'out-of-range'
  | 'dictionary-full'
  | 'invalid-text'
  | 'misplaced-quote'
  | 'unterminated-quote'
  | 'too-long';

/** Why a {@link CsvError} was thrown; stable across versions. */
export type CsvErrorCode =
  | CsvRecordErrorCode
  | 'invalid-option'
  | 'invalid-position'
  | 'missing-columns'
  | 'extra-columns'
  | 'missing-file'
  | 'unreadable-input'
  | 'unwritable-output'
  | 'unwritable-value'
  | 'unsupported';

const brand = Symbol.for('@pipe/csv/CsvError');

/** Where in the input a record is. */
export interface CsvPlace {
  /** Counted from 1, line ends inside quotes included. */
  readonly line?: number;
  /** Of the record's first byte in the decompressed input. */
  readonly offset?: number;
  /** The header of the cell at fault, or its number from 1 where there is no header. */
  readonly column?: string;
  /** The field the cell was for. */
  readonly field?: string;
}

/** Thrown by everything in this package; as the cause of a dead letter it says where the record is. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly code: CsvErrorCode;
  readonly line: number | undefined;
  readonly offset: number | undefined;
  readonly column: string | undefined;
  readonly field: string | undefined;
  readonly [brand] = true;

  constructor(code: CsvErrorCode, message: string, options: CsvPlace & { readonly cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.line = options.line;
    this.offset = options.offset;
    this.column = options.column;
    this.field = options.field;
  }

  /** Recognises the errors of another copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

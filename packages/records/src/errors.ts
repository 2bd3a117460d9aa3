/** What can be wrong with one field of one record. */
export type RecordIssueCode =
  | 'undeclared'
  | 'missing'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-nullable'
  | 'dictionary-full';

/** One way in which a value falls short of a record type. */
export interface RecordIssue {
  readonly code: RecordIssueCode;
  /** The field, or the undeclared name; empty when the value is no object at all. */
  readonly field: string;
  readonly expected: string;
  readonly received: string;
  /** A whole sentence for people. */
  readonly message: string;
}

/** Why a {@link RecordError} was thrown; stable across versions. */
export type RecordErrorCode =
  | RecordIssueCode
  | 'invalid-definition'
  | 'dynamic-field'
  | 'unknown-field'
  | 'invalid-argument'
  | 'expired-view'
  | 'released'
  | 'schema-mismatch'
  | 'malformed'
  | 'unsupported';

const brand = Symbol.for('@pipe/records/RecordError');

/** Thrown by everything in this package: `code` says what kind of mistake, `issues` lists each field at fault. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
  readonly [brand] = true;
  readonly code: RecordErrorCode;
  readonly issues: readonly RecordIssue[];

  constructor(
    code: RecordErrorCode,
    message: string,
    options: { readonly issues?: readonly RecordIssue[]; readonly cause?: unknown } = {},
  ) {
    super(message, options);
    this.code = code;
    this.issues = options.issues ?? [];
  }

  /** Recognises the errors of another copy of the package as well. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

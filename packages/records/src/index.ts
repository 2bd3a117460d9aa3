export { defineRecord } from './define-record.ts';
export { Dictionary } from './dictionary.ts';
export { RecordError, type RecordErrorCode, type RecordIssue, type RecordIssueCode } from './errors.ts';
export { type Field, type FieldKind, type Fields, field } from './field.ts';
export { RecordBatch } from './record-batch.ts';
export type {
  BatchOptions,
  CheckResult,
  CodedColumn,
  ColumnInput,
  ColumnOf,
  ColumnStorage,
  ColumnsInput,
  ColumnValues,
  Dictionaries,
  InputOf,
  RecordInput,
  RecordOf,
  RecordType,
  Row,
  RowView,
  StandardSchema,
  Validity,
  ValueOf,
  WritableColumn,
} from './types.ts';

export { CsvFileSink, type CsvOutput, CsvSink, type CsvSinkContext, csvSink } from './csv-sink.ts';
export type { CsvSinkOptions } from './csv-sink-options.ts';
export { CsvSource, type CsvStreamOptions, csvSource, RepeatableCsvSource } from './csv-source.ts';
export type { CsvColumn, CsvSourceOptions } from './csv-source-options.ts';
export { CsvError, type CsvErrorCode, type CsvPlace, type CsvRecordErrorCode } from './errors.ts';
export type { CsvInput, FileHandleLike } from './input/csv-input.ts';
export type { CsvPosition } from './position.ts';
export type { UnreadableRecord } from './reading/unreadable-record.ts';
export type { TimeOptions } from './values/time-options.ts';

import type { RecordType } from '@pipe/records';
import type { CsvColumn, CsvSourceOptions } from './csv-source-options.ts';
import type { Dialect } from './dialect.ts';
import { checkEncoding, type EncodingName } from './input/encoding.ts';
import { check, checkCount, checkMilliseconds, checkNames, oneOf } from './option-checks.ts';
import { checkTimeOptions, type TimeOptions } from './values/time-options.ts';

/** The options of a source, checked and complete. */
export interface Settings {
  readonly dialect: Dialect;
  readonly hasHeader: boolean;
  readonly columns: { readonly [field: string]: CsvColumn };
  readonly missing: readonly string[];
  /** By timestamp field. */
  readonly times: { readonly [field: string]: TimeOptions };
  readonly encoding: EncodingName;
  readonly extraColumns: 'ignore' | 'refuse';
  readonly onError: 'dead-letter' | 'fail' | 'skip';
  readonly batchSize: number;
  readonly range: { readonly start: number; readonly end: number };
}

/** What options there are: another name is most likely a typing mistake, and would mean nothing. */
const optionNames: readonly string[] = Object.keys({
  name: 1,
  delimiter: 1,
  decimal: 1,
  quote: 1,
  comment: 1,
  header: 1,
  encoding: 1,
  columns: 1,
  missing: 1,
  timestamp: 1,
  extraColumns: 1,
  onError: 1,
  batchSize: 1,
  limits: 1,
  range: 1,
  follow: 1,
  lingerMs: 1,
} satisfies { [name in keyof Required<CsvSourceOptions>]: 1 });

const everything = { start: 0, end: Number.POSITIVE_INFINITY };

/** @throws CsvError `invalid-option` for the first option that cannot be, or that another one rules out. */
export function resolveSettings(type: RecordType, options: CsvSourceOptions): Settings {
  const { columns = {}, header = true, batchSize = 2_048, range = everything, missing = [] } = options;
  const { follow = false, lingerMs = 0, timestamp = {} } = options;
  check(type?.fieldNames !== undefined, 'recordType', 'what defineRecord gave', type);
  checkNames('options', options, optionNames);
  checkColumns(type, columns, header);
  checkCount('batchSize', batchSize);
  checkMilliseconds('lingerMs', lingerMs);
  checkNames('follow', follow, ['intervalMs']);
  checkMilliseconds('follow.intervalMs', Object(follow).intervalMs ?? 0);
  const isTexts = Array.isArray(missing) && missing.every((text) => typeof text === 'string');
  check(isTexts, 'missing', 'a list of texts', missing);
  checkNames('range', range, ['start', 'end']);
  const isRange = range.start >= 0 && range.end >= range.start;
  check(isRange, 'range', 'a start from 0 and an end not before it', range);
  return {
    dialect: resolveDialect(options),
    hasHeader: header,
    columns,
    missing,
    times: resolveTimes(type, timestamp),
    encoding: checkEncoding(options.encoding),
    extraColumns: oneOf('extraColumns', options.extraColumns, ['ignore', 'refuse']),
    onError: oneOf('onError', options.onError, ['dead-letter', 'fail', 'skip']),
    batchSize,
    range,
  };
}

/** What reading and writing have in common. */
export function resolveDialect(options: CsvSourceOptions): Dialect {
  const { delimiter = ',', quote = '"', comment = '', limits = {} } = options;
  check(delimiter !== '', 'delimiter', 'one ASCII character', '');
  const marks = [delimiter, quote, comment].filter((mark) => mark !== '');
  check(new Set(marks).size === marks.length, 'delimiter, quote and comment', 'different characters', marks);
  checkNames('limits', limits, ['field', 'row']);
  const { field: longestField = 65_536, row: longestRow = 1_048_576 } = limits;
  checkCount('limits.field', longestField);
  checkCount('limits.row', longestRow);
  return {
    delimiter: byteOf('delimiter', delimiter),
    quote: byteOf('quote', quote),
    comment: byteOf('comment', comment),
    decimal: oneOf('decimal', options.decimal, ['.', ',']),
    longestField,
    longestRow,
  };
}

/** A mark as a byte; -1 for none. */
function byteOf(name: string, mark: string): number {
  const isMark = mark === '' || /^[^\w.+\-\r\n\x7f-\uffff]$/.test(mark);
  check(isMark, name, 'one ASCII character that is part of no number or name', mark);
  return mark === '' ? -1 : mark.charCodeAt(0);
}

function checkColumns(
  type: RecordType,
  columns: { readonly [field: string]: CsvColumn },
  hasHeader: boolean,
): void {
  checkNames('columns', columns, type.fieldNames);
  const expected = hasHeader
    ? 'headers or column numbers from 0'
    : 'column numbers from 0, as header is false';
  const isColumn = (part: unknown) =>
    typeof part === 'string' ? hasHeader : Number.isInteger(part) && Number(part) >= 0;
  for (const [field, column] of Object.entries(columns)) {
    const parts = [column].flat();
    check(parts.length > 0 && parts.every(isColumn), `columns.${field}`, expected, column);
  }
}

/** The time options of each timestamp field, checked. */
function resolveTimes(
  { fields, fieldNames }: RecordType,
  options: TimeOptions | { readonly [field: string]: TimeOptions },
): Settings['times'] {
  const isCommon = Object.values(options).every((value) => typeof value !== 'object');
  if (isCommon) checkTimeOptions('timestamp', options);
  const names = fieldNames.filter((name) => fields[name].kind === 'timestamp');
  const times = isCommon
    ? Object.fromEntries(names.map((name) => [name, options as TimeOptions]))
    : (options as Settings['times']);
  checkNames('timestamp', times, names);
  for (const name of Object.keys(times)) checkTimeOptions(`timestamp.${name}`, times[name]);
  return times;
}

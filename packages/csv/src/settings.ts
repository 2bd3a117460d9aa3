import type { RecordType } from '@pipe/records';
import type { CsvColumn, CsvSourceOptions } from './csv-source-options.ts';
import type { Dialect } from './dialect.ts';
import { checkCount, checkMilliseconds, checkNames, invalid, oneOf } from './option-checks.ts';
import { ascii } from './values/ascii.ts';
import { resolveTimeFormat, type TimeFormat, type TimeOptions } from './values/time-format.ts';

/** The options of a source, checked and complete. */
export interface Settings {
  readonly dialect: Dialect;
  readonly hasHeader: boolean;
  readonly columns: { readonly [field: string]: CsvColumn };
  readonly missing: readonly string[];
  /** By timestamp field. */
  readonly timeFormats: ReadonlyMap<string, TimeFormat>;
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
  if (type?.fieldNames === undefined) throw invalid('recordType', 'what defineRecord gave', type);
  checkNames('options', options, optionNames);
  checkColumns(type, columns, header);
  checkCount('batchSize', batchSize, 1);
  checkMilliseconds('lingerMs', lingerMs);
  checkNames('follow', follow, ['intervalMs']);
  checkMilliseconds('follow.intervalMs', Object(follow).intervalMs ?? 0);
  if (!Array.isArray(missing) || !missing.every((text) => typeof text === 'string')) {
    throw invalid('missing', 'a list of texts', missing);
  }
  checkNames('range', range, ['start', 'end']);
  if (!(range.start >= 0 && range.end >= range.start)) {
    throw invalid('range', 'a start from 0 and an end not before it', range);
  }
  return {
    dialect: resolveDialect(options),
    hasHeader: header,
    columns,
    missing,
    timeFormats: resolveTimeFormats(type, columns, timestamp),
    extraColumns: oneOf('extraColumns', options.extraColumns, ['ignore', 'refuse']),
    onError: oneOf('onError', options.onError, ['dead-letter', 'fail', 'skip']),
    batchSize,
    range,
  };
}

/** What reading and writing have in common. */
export function resolveDialect(options: CsvSourceOptions): Dialect {
  const { limits = {}, decimal } = options;
  const delimiter = mark('delimiter', options.delimiter ?? ',');
  const quote = mark('quote', options.quote ?? '"');
  const comment = mark('comment', options.comment ?? '');
  if (delimiter < 0) throw invalid('delimiter', 'one ASCII character', '');
  if (delimiter === quote || (comment >= 0 && (comment === delimiter || comment === quote))) {
    throw invalid('delimiter, quote and comment', 'different characters', [
      options.delimiter,
      options.quote,
      options.comment,
    ]);
  }
  checkNames('limits', limits, ['field', 'row']);
  const longestField = limits.field ?? 65_536;
  const longestRow = limits.row ?? 1_048_576;
  checkCount('limits.field', longestField, 1);
  checkCount('limits.row', longestRow, 1);
  return {
    delimiter,
    quote,
    comment,
    decimal: oneOf('decimal', decimal, ['.', ',']),
    longestField,
    longestRow,
  };
}

/** A mark as a byte; -1 for none. */
function mark(name: string, text: string): number {
  if (text === '') return -1;
  const byte = text.charCodeAt(0);
  if (
    text.length > 1 ||
    byte > 126 ||
    byte === ascii.lineFeed ||
    byte === ascii.carriageReturn ||
    /[\w.+-]/.test(text)
  ) {
    throw invalid(name, 'one ASCII character that is part of no number or name', text);
  }
  return byte;
}

function checkColumns(
  type: RecordType,
  columns: { readonly [field: string]: CsvColumn },
  hasHeader: boolean,
): void {
  checkNames('columns', columns, type.fieldNames);
  for (const [field, column] of Object.entries(columns)) {
    const parts = [column].flat();
    const isRight = (part: unknown) =>
      typeof part === 'string' ? hasHeader : Number.isInteger(part) && Number(part) >= 0;
    if (parts.length === 0 || !parts.every(isRight)) {
      throw invalid(
        `columns.${field}`,
        hasHeader ? 'headers or column numbers from 0' : 'column numbers from 0, as header is false',
        column,
      );
    }
  }
}

const timeOptionNames = ['format', 'unit'];

/** A pattern for several columns may join them by `;` where they are joined by a space. */
function resolveTimeFormats(
  type: RecordType,
  columns: { readonly [field: string]: CsvColumn },
  options: TimeOptions | { readonly [field: string]: TimeOptions },
): Map<string, TimeFormat> {
  const isCommon = Object.values(options).every((value) => typeof value !== 'object');
  const formats = new Map<string, TimeFormat>();
  const timeFields = type.fieldNames.filter((name) => type.fields[name].kind === 'timestamp');
  checkNames('timestamp', options, isCommon ? timeOptionNames : timeFields);
  for (const name of timeFields) {
    if (!isCommon)
      checkNames(`timestamp.${name}`, (options as { [field: string]: object })[name], timeOptionNames);
    const { format, unit } = (
      isCommon ? options : ((options as { [field: string]: TimeOptions })[name] ?? {})
    ) as TimeOptions;
    const isJoined = Array.isArray(columns[name]) && columns[name].length > 1;
    formats.set(name, resolveTimeFormat(isJoined ? format?.replaceAll(';', ' ') : format, unit));
  }
  return formats;
}

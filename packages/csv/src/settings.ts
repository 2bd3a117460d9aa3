import type { RecordType } from '@pipe/records';
import type { CsvColumn, CsvSourceOptions } from './csv-source-options.ts';
import { type Dialect, resolveDialect } from './dialect.ts';
import {
  check,
  checkChoice,
  checkCount,
  checkMilliseconds,
  checkNames,
  withDefaults,
} from './option-checks.ts';
import { checkTimeOptions, type TimeOptions } from './values/time-options.ts';

/** The options of a source, checked and complete. */
export interface Settings extends Required<CsvSourceOptions> {
  readonly dialect: Dialect;
  /** By timestamp field. */
  readonly times: { readonly [field: string]: TimeOptions };
}

const defaults: Required<CsvSourceOptions> = {
  name: '',
  delimiter: ',',
  decimal: '.',
  quote: '"',
  comment: '',
  header: true,
  encoding: 'utf-8',
  columns: {},
  missing: [],
  timestamp: {},
  extraColumns: 'ignore',
  onError: 'dead-letter',
  batchSize: 2_048,
  limits: {},
  range: { start: 0, end: Number.POSITIVE_INFINITY },
  follow: false,
  lingerMs: 50,
};

/** @throws CsvError `invalid-option` for the first option that cannot be, or that another one rules out. */
export function resolveSettings(type: RecordType, options: CsvSourceOptions): Settings {
  check(type?.fieldNames !== undefined, 'recordType', 'what defineRecord gave', type);
  const settings = withDefaults('options', options, defaults);
  const { batchSize, columns, follow, header, lingerMs, missing, range } = settings;
  checkColumns(type, columns, header);
  checkCount('batchSize', batchSize);
  checkMilliseconds('lingerMs', lingerMs);
  checkMilliseconds(
    'follow.intervalMs',
    withDefaults('follow', Object(follow), { intervalMs: 0 }).intervalMs,
  );
  const isTexts = Array.isArray(missing) && missing.every((text) => typeof text === 'string');
  check(isTexts, 'missing', 'a list of texts', missing);
  checkNames('range', Object.keys(range), ['start', 'end']);
  const isRange = range.start >= 0 && range.end >= range.start;
  check(!follow || range === defaults.range, 'range', 'none: follow and range exclude each other', range);
  check(isRange, 'range', 'a start from 0 and an end not before it', range);
  checkChoice('encoding', settings.encoding, ['utf-8', 'latin1', 'utf-16le', 'utf-16be']);
  checkChoice('extraColumns', settings.extraColumns, ['ignore', 'refuse']);
  checkChoice('onError', settings.onError, ['dead-letter', 'fail', 'skip']);
  return { ...settings, dialect: resolveDialect(settings), times: resolveTimes(type, settings.timestamp) };
}

function checkColumns(
  { fieldNames }: RecordType,
  columns: { readonly [field: string]: CsvColumn },
  hasHeader: boolean,
): void {
  checkNames('columns', Object.keys(columns), fieldNames);
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
  const names = fieldNames.filter((name) => fields[name].kind === 'timestamp');
  const isCommon = Object.values(options).every((value) => typeof value !== 'object');
  if (isCommon) {
    checkTimeOptions('timestamp', options);
    return Object.fromEntries(names.map((name) => [name, options as TimeOptions]));
  }
  checkNames('timestamp', Object.keys(options), names);
  for (const [name, time] of Object.entries(options)) checkTimeOptions(`timestamp.${name}`, time);
  return options as Settings['times'];
}

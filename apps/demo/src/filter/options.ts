import { extname } from 'node:path';
import { parseOnlyOptions } from '../command-line/parse-options.ts';
import { UsageError } from '../command-line/usage-error.ts';

/** What `pnpm demo filter` was asked for. */
export interface FilterOptions {
  readonly input: string;
  readonly above: number | undefined;
  readonly below: number | undefined;
  readonly clearAbove: number | undefined;
  readonly clearBelow: number | undefined;
  /** `above` of single sensors. */
  readonly limits: { readonly [sensor: string]: { readonly above: number } };
  readonly value: string;
  /** Joined by a space where there are several. */
  readonly timestamp: readonly string[];
  readonly timeFormat: string | undefined;
  readonly sensor: string | undefined;
  readonly missing: readonly string[];
  readonly delimiter: string | undefined;
  readonly decimal: '.' | ',' | undefined;
  readonly rolling: number | undefined;
  readonly output: string | undefined;
  readonly deadLetters: string | undefined;
  readonly format: 'table' | 'json';
  /** All of it as it was written. */
  readonly given: FilterValues;
}

const flags = {
  input: { type: 'string' },
  above: { type: 'string' },
  below: { type: 'string' },
  clear: { type: 'string' },
  'clear-above': { type: 'string' },
  'clear-below': { type: 'string' },
  limit: { type: 'string', multiple: true },
  rolling: { type: 'string' },
  value: { type: 'string' },
  timestamp: { type: 'string' },
  'time-format': { type: 'string' },
  sensor: { type: 'string' },
  missing: { type: 'string', multiple: true },
  delimiter: { type: 'string' },
  decimal: { type: 'string' },
  output: { type: 'string' },
  'dead-letters': { type: 'string' },
  format: { type: 'string' },
} as const;

/** The options as they are written on the command line. */
export type FilterValues = ReturnType<typeof parseOnlyOptions<typeof flags>>;

/** Reads the command line. Throws a {@link UsageError} that says what to write. */
export function parseFilterOptions(args: readonly string[]): FilterOptions {
  const values = parseOnlyOptions('filter', flags, args);
  if (values.input === undefined)
    throw new UsageError('filter needs --input FILE. See pnpm demo filter --help.');
  const above = number('--above', values.above);
  const below = number('--below', values.below);
  const limits = Object.fromEntries((values.limit ?? []).map(limit));
  if (above === undefined && below === undefined && Object.keys(limits).length === 0) {
    throw new UsageError('filter needs a threshold: --above N, --below N or --limit SENSOR=N.');
  }
  return {
    input: values.input,
    above,
    below,
    ...clearLimits(values, above, below),
    limits,
    value: values.value ?? 'value',
    timestamp: (values.timestamp ?? 'timestamp').split(','),
    timeFormat: values['time-format'],
    sensor: values.sensor,
    missing: values.missing ?? [],
    delimiter: delimiter(values.delimiter),
    decimal: oneOf('--decimal', values.decimal, ['.', ',']),
    rolling: windowSize(values.rolling),
    output: csvFile(values.output),
    deadLetters: values['dead-letters'],
    format: oneOf('--format', values.format, ['table', 'json']) ?? 'table',
    given: values,
  };
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`${option} takes a number; it was '${text}'.`);
  return value;
}

function windowSize(text: string | undefined): number | undefined {
  const value = number('--rolling', text);
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return value;
  throw new UsageError(`--rolling takes a number of records, 1 or more; it was '${text}'.`);
}

function limit(text: string): [string, { above: number }] {
  const equals = text.lastIndexOf('=');
  const value = equals > 0 ? number('--limit SENSOR=N', text.slice(equals + 1)) : undefined;
  if (value === undefined) throw new UsageError(`--limit takes SENSOR=N; it was '${text}'.`);
  return [text.slice(0, equals), { above: value }];
}

function clearLimits(values: FilterValues, above: number | undefined, below: number | undefined) {
  const clear = number('--clear', values.clear);
  const clearAbove = number('--clear-above', values['clear-above']);
  const clearBelow = number('--clear-below', values['clear-below']);
  if (clear === undefined) return { clearAbove, clearBelow };
  if (above !== undefined && below !== undefined) {
    throw new UsageError(
      'with --above and --below, say which --clear is meant: --clear-above N, --clear-below N.',
    );
  }
  if (clearAbove !== undefined || clearBelow !== undefined) {
    throw new UsageError('--clear stands for --clear-above or --clear-below: give one of them.');
  }
  return below === undefined ? { clearAbove: clear, clearBelow } : { clearAbove, clearBelow: clear };
}

function delimiter(text: string | undefined): string | undefined {
  if (text === '\\t' || text === 'tab') return '\t';
  if (text === undefined || text.length === 1) return text;
  throw new UsageError(`--delimiter takes one character, or \\t; it was '${text}'.`);
}

function oneOf<Word extends string>(
  option: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new UsageError(`${option} takes ${words.join(' or ')}; it was '${text}'.`);
  return word;
}

function csvFile(path: string | undefined): string | undefined {
  if (path === undefined || extname(path) === '.csv') return path;
  throw new UsageError(`--output writes .csv files; it was '${path}'.`);
}

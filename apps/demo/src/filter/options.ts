import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';

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
}

export const filterHelp = `pnpm demo filter --input FILE --above N [options]

Finds the records beyond a threshold in a delimited file, and the alarms they form.

  --input FILE            the file; a path from where you stand
  --above N, --below N    beyond the threshold is strictly above N, or strictly below N
  --clear N               an alarm ends before the first value strictly back past N (default: the threshold);
                          with both directions: --clear-above N and --clear-below N
  --limit SENSOR=N        N in place of --above for one sensor; may be repeated
  --rolling N             compare the mean of the last N records of each sensor, too
  --value COL             the column to compare (default: value)
  --timestamp COL[,COL]   the column of the time, or two to join (default: timestamp)
  --time-format PATTERN   how times are written, such as dd/MM/yyyy HH.mm.ss (default: ISO 8601 or epoch milliseconds)
  --sensor COL            the column that names the sensor (default: sensorId where there is one, else one sensor)
  --missing TEXT          a text that means "no value", besides the empty cell; may be repeated
  --delimiter C           between cells (default: ,)
  --decimal C             the decimal mark, . or , (default: .)
  --output FILE.csv       where to write the matched records
  --dead-letters FILE     where to write rows that could not be read, as JSON lines
  --format table|json     (default: table)
`;

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
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'];

/** Reads the command line, or `undefined` when help was asked for. Throws a {@link UsageError} that says what to write. */
export function parseFilterOptions(args: readonly string[]): FilterOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
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
  };
}

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: joined(args), options: flags }).values;
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new UsageError(
      `${said}. The options are ${Object.keys(flags)
        .map((name) => `--${name}`)
        .join(', ')}.`,
    );
  }
}

/** `--above -5` and `--missing -200`: a value that begins with a dash is joined to its option, as parseArgs asks for. */
function joined(args: readonly string[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const [arg = '', value] = [args[i], args[i + 1]];
    const takesValue = Object.hasOwn(flags, arg.slice(2)) && arg.startsWith('--') && arg !== '--help';
    if (takesValue && value !== undefined && /^-[\d.]/.test(value)) {
      result.push(`${arg}=${value}`);
      i += 1;
    } else {
      result.push(arg);
    }
  }
  return result;
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

function clearLimits(values: Values, above: number | undefined, below: number | undefined) {
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

import type { CsvSinkOptions } from '../csv-sink-options.ts';
import { check, checkNames, oneOf } from '../option-checks.ts';
import { resolveDialect } from '../settings.ts';

/** How cells are written: the options of a sink, checked and complete. */
export interface Format {
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  /** Empty when nothing is ever quoted. */
  readonly quote: string;
  readonly missing: string;
  /** The number that stands for null; NaN where that is no number. A reader takes it for null however it is written. */
  readonly missingNumber: number;
  readonly timestamp: 'iso' | 'epoch';
}

const optionNames: readonly string[] = Object.keys({
  name: 1,
  recordType: 1,
  delimiter: 1,
  decimal: 1,
  quote: 1,
  header: 1,
  lineEnd: 1,
  missing: 1,
  timestamp: 1,
} satisfies { [name in keyof Required<CsvSinkOptions>]: 1 });

/** @throws CsvError `invalid-option` for the first option that cannot be, or that another one rules out. */
export function resolveFormat(options: CsvSinkOptions): Format {
  checkNames('options', options, optionNames);
  const { delimiter = ',', decimal = '.', quote = '"', missing = '' } = options;
  resolveDialect({ delimiter, decimal, quote });
  const marks = [delimiter, quote, '\n', '\r'].filter((mark) => mark !== '');
  const isText = typeof missing === 'string' && !marks.some((mark) => missing.includes(mark));
  check(isText, 'missing', 'a text without delimiter, quote and line ends', missing);
  const number = missing.trim() === '' ? Number.NaN : Number(missing.replace(decimal, '.'));
  const timestamp = oneOf('timestamp', options.timestamp, ['iso', 'epoch']);
  return { delimiter, decimal, quote, missing, missingNumber: number, timestamp };
}

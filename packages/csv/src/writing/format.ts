import type { CsvSinkOptions } from '../csv-sink-options.ts';
import { resolveDialect } from '../dialect.ts';
import { check, checkChoice, withDefaults } from '../option-checks.ts';

/** The options of a sink, checked and complete. */
export interface Format extends Omit<Required<CsvSinkOptions>, 'recordType'> {
  /** The number that stands for null; NaN where that is no number. A reader takes it for null however it is written. */
  readonly missingNumber: number;
}

const defaults: Omit<Format, 'missingNumber'> = {
  name: '',
  delimiter: ',',
  decimal: '.',
  quote: '"',
  header: true,
  lineEnd: '\n',
  missing: '',
  timestamp: 'iso',
};

/** @throws CsvError `invalid-option` for the first option that cannot be, or that another one rules out. */
export function resolveFormat({ recordType: _, ...options }: CsvSinkOptions): Format {
  const format = withDefaults('options', options, defaults);
  const { delimiter, decimal, quote, lineEnd, missing, timestamp } = format;
  resolveDialect({ ...format, comment: '', limits: {} });
  const marks = [delimiter, quote, '\n', '\r'].filter((mark) => mark !== '');
  const isText = typeof missing === 'string' && !marks.some((mark) => missing.includes(mark));
  check(isText, 'missing', 'a text without delimiter, quote and line ends', missing);
  checkChoice('lineEnd', lineEnd, ['\n', '\r\n']);
  checkChoice('timestamp', timestamp, ['iso', 'epoch']);
  const missingNumber = missing.trim() === '' ? Number.NaN : Number(missing.replace(decimal, '.'));
  return { ...format, missingNumber };
}

import type { CsvSourceOptions } from './csv-source-options.ts';
import { check, checkChoice, checkCount, withDefaults } from './option-checks.ts';

/** How cells and lines are told apart, as bytes; -1 for a mark that is not in use. */
export interface Dialect {
  readonly delimiter: number;
  readonly quote: number;
  readonly comment: number;
  /** Between the digits of a number: `.` or `,`. */
  readonly decimal: '.' | ',';
  /** In bytes. */
  readonly longestField: number;
  readonly longestRow: number;
}

/** The options that make a dialect, of sources and of sinks. */
type DialectOptions = Pick<
  Required<CsvSourceOptions>,
  'delimiter' | 'decimal' | 'quote' | 'comment' | 'limits'
>;

const defaultLimits = { field: 65_536, row: 1_048_576 };

/** @throws CsvError `invalid-option`. */
export function resolveDialect({ delimiter, decimal, quote, comment, limits }: DialectOptions): Dialect {
  const { field: longestField, row: longestRow } = withDefaults('limits', limits, defaultLimits);
  checkCount('limits.field', longestField);
  checkCount('limits.row', longestRow);
  checkChoice('decimal', decimal, ['.', ',']);
  const marks = [delimiter, quote, comment].filter((mark) => mark !== '');
  check(new Set(marks).size === marks.length, 'delimiter, quote and comment', 'different characters', marks);
  return {
    delimiter: byteOf('delimiter', delimiter),
    quote: quote === '' ? -1 : byteOf('quote', quote),
    comment: comment === '' ? -1 : byteOf('comment', comment),
    decimal,
    longestField,
    longestRow,
  };
}

function byteOf(name: string, mark: string): number {
  const isMark = /^[^\w.+\-\r\n\x7f-\uffff]$/.test(mark);
  check(isMark, name, 'one ASCII character that is part of no number or name', mark);
  return mark.charCodeAt(0);
}

import { CsvError } from '../errors.ts';
import { decodeText } from './decode-text.ts';
import { parseIsoTime, type TimeParser } from './parse-iso-time.ts';
import { compileTimePattern } from './time-pattern.ts';

/** How the times of a field are written; ISO 8601 and epoch milliseconds when nothing is said. */
export interface TimeOptions {
  /** A Unicode date pattern: `dd/MM/yyyy HH.mm.ss`. See the guide. */
  readonly format?: string;
  /** What plain numbers count since 1970. @defaultValue 'ms' */
  readonly unit?: 's' | 'ms' | 'us' | 'ns';
}

/** Time options, understood. */
export interface TimeFormat {
  /** Of times in a pattern of their own. */
  readonly pattern: TimeParser | undefined;
  /** A plain number times ten to this is milliseconds. */
  readonly exponent: number;
  readonly parse: TimeParser;
  /** What is expected, for messages. */
  readonly description: string;
}

const exponents = { s: 3, ms: 0, us: -3, ns: -6 };

/** The latest time a Date can be. */
export const latestTime = 8.64e15;

/** @throws CsvError `invalid-option` for a bad pattern, or one together with a unit. */
export function resolveTimeFormat(format: string | undefined, unit: TimeOptions['unit'] = 'ms'): TimeFormat {
  const exponent = exponents[unit];
  if (exponent === undefined) {
    throw new CsvError('invalid-option', `timestamp.unit: expected s, ms, us or ns, got ${String(unit)}`);
  }
  if (format === undefined)
    return {
      pattern: undefined,
      exponent,
      parse: parseAnyTime(exponent),
      description: `a time in ISO 8601 or epoch ${unit}`,
    };
  if (unit !== 'ms') {
    throw new CsvError(
      'invalid-option',
      `timestamp: a format ('${format}') and a unit ('${unit}') exclude each other`,
    );
  }
  const pattern = compileTimePattern(format);
  return { pattern, exponent, parse: pattern, description: `a time like ${format}` };
}

/** ISO 8601, or a plain number in any notation. */
function parseAnyTime(exponent: number): TimeParser {
  // Shifting the point within the text rounds once; multiplying what it means would round twice.
  const shift = exponent === 0 ? '' : `e${exponent}`;
  return (bytes, start, end) => {
    const time = parseIsoTime(bytes, start, end);
    if (!Number.isNaN(time)) return time;
    const text = decodeText(bytes, start, end)?.trim() ?? '';
    const epoch = text === '' ? Number.NaN : Number(text + shift);
    return Math.abs(epoch) <= latestTime ? epoch : Number.NaN;
  };
}

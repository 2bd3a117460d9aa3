import { decodeText } from './decode-text.ts';
import { parseIsoTime, type TimeParser } from './parse-iso-time.ts';
import type { TimeOptions } from './time-options.ts';

/** Time options, understood. */
export interface TimeFormat {
  /** Whether times are in a pattern of their own. */
  readonly isPattern: boolean;
  /** A plain number times ten to this is milliseconds. */
  readonly exponent: number;
  readonly parse: TimeParser;
  /** What is expected, for messages. */
  readonly description: string;
}

const exponents = { s: 3, ms: 0, us: -3, ns: -6 };

/** The latest time a Date can be. */
export const latestTime = 8.64e15;

/** @param options - Checked. */
export async function loadTimeFormat({ format, unit = 'ms' }: TimeOptions): Promise<TimeFormat> {
  const exponent = exponents[unit];
  if (format === undefined) {
    const description = `a time in ISO 8601 or epoch ${unit}`;
    return { isPattern: false, exponent, parse: parseAnyTime(exponent), description };
  }
  const { compileTimePattern } = await import('./time-pattern.ts');
  return {
    isPattern: true,
    exponent,
    parse: compileTimePattern(format),
    description: `a time like ${format}`,
  };
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

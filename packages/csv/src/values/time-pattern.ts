import { daysFromCivil, msPerDay, timeOfDay } from './calendar.ts';
import { digitsAt } from './digits-at.ts';
import { digitsEnd, fractionOfSecond, parseZone, type TimeParser } from './parse-iso-time.ts';
import { timeTokens } from './time-tokens.ts';

/** What a pattern has found in a cell so far. */
class Reading {
  at = 0;
  year = 1970;
  month = 1;
  day = 1;
  hour = 0;
  minute = 0;
  second = 0;
  fraction = 0;
  /** What am or pm adds to the hour. */
  half = 0;
  zone = 0;
}

/** Reads one part of a pattern; false when the cell has something else there. */
type Step = (reading: Reading, bytes: Uint8Array, end: number) => boolean;

type NumberPart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const numberParts: { readonly [letter: string]: NumberPart } = {
  y: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  h: 'hour',
  m: 'minute',
  s: 'second',
};

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * A parser of times in a Unicode date pattern (UTS #35) such as `dd/MM/yyyy HH.mm.ss`.
 *
 * It knows `yyyy yy M MM MMM d dd H HH h hh m mm s ss S a X`, and text between apostrophes. One letter or two take one or
 * two digits, but exactly two when another number follows directly. Without a zone a time is UTC.
 *
 * @param pattern - Checked.
 */
export function compileTimePattern(pattern: string): TimeParser {
  const tokens = timeTokens(pattern);
  const steps = tokens.map((token, index) => compileToken(token, tokens[index + 1] ?? ''));
  return (bytes, start, end) => {
    const reading = new Reading();
    reading.at = start;
    for (const step of steps) if (!step(reading, bytes, end)) return Number.NaN;
    if (reading.at !== end) return Number.NaN;
    const { year, month, day, hour, half, minute, second, fraction, zone } = reading;
    return (
      daysFromCivil(year, month, day) * msPerDay + timeOfDay(hour + half, minute, second) + fraction - zone
    );
  };
}

function compileToken(token: string, next: string): Step {
  const letter = token[0];
  if (!/[A-Za-z]/.test(letter)) return literal(unquote(token));
  if (letter === 'S') return fraction;
  if (letter === 'X' || letter === 'Z') return zone;
  if (letter === 'a') return half;
  if (token === 'MMM') return monthName;
  const part = numberParts[letter];
  const isYear = part === 'year';
  const most = isYear ? token.length : 2;
  const fewest = isYear || /^[yMdHhmsS]/.test(next) ? most : 1;
  if (token === 'yy') return number(2, 2, 'year', (value) => value + (value < 69 ? 2_000 : 1_900));
  if (letter === 'h')
    return number(fewest, most, 'hour', (value) => (value >= 1 && value <= 12 ? value % 12 : Number.NaN));
  return number(fewest, most, part);
}

/** The text that stands between apostrophes, two of which mean one. */
function unquote(token: string): string {
  if (token[0] !== "'") return token;
  return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}

function literal(text: string): Step {
  const expected = new TextEncoder().encode(text);
  return (reading, bytes, end) => {
    const { at } = reading;
    reading.at += expected.length;
    return reading.at <= end && expected.every((byte, index) => bytes[at + index] === byte);
  };
}

function number(fewest: number, most: number, part: NumberPart, adjust = (value: number) => value): Step {
  return (reading, bytes, end) => {
    const { at } = reading;
    reading.at = digitsEnd(bytes, at, Math.min(end, at + most));
    reading[part] = adjust(digitsAt(bytes, at, reading.at - at));
    return reading.at >= at + fewest;
  };
}

const fraction: Step = (reading, bytes, end) => {
  const { at } = reading;
  reading.at = digitsEnd(bytes, at, end);
  reading.fraction = fractionOfSecond(bytes, at, reading.at);
  return reading.at > at;
};

const zone: Step = (reading, bytes, end) => {
  reading.zone = parseZone(bytes, reading.at, end);
  reading.at = end;
  return true;
};

const half: Step = (reading, bytes, end) => {
  const text = lowerText(bytes, reading.at, 2);
  reading.half = text === 'pm' ? 12 : 0;
  reading.at += 2;
  return reading.at <= end && (text === 'am' || text === 'pm');
};

const monthName: Step = (reading, bytes, end) => {
  reading.month = monthNames.indexOf(lowerText(bytes, reading.at, 3)) + 1;
  reading.at += 3;
  return reading.at <= end;
};

const lowerText = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length)).toLowerCase();

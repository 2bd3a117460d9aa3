import * as ascii from './ascii.ts';
import { daysFromCivil, msPerDay, timeOfDay } from './calendar.ts';
import { digitsAt, isDigit } from './digits-at.ts';

/** Reads a whole cell as a time: epoch milliseconds, NaN when it is none. */
export type TimeParser = (bytes: Uint8Array, start: number, end: number) => number;

/**
 * ISO 8601 calendar dates, with a time or without: `2026-01-31`, `2026-01-31 23:59`, `2026-01-31T23:59:59.123456+01:00`.
 * A time without a zone is UTC.
 */
export const parseIsoTime: TimeParser = (bytes, start, end) => {
  const clock = start + 11;
  if (end < start + 10 || bytes[start + 4] !== ascii.minus || bytes[start + 7] !== ascii.minus)
    return Number.NaN;
  const date = daysFromCivil(
    digitsAt(bytes, start, 4),
    digitsAt(bytes, start + 5, 2),
    digitsAt(bytes, start + 8, 2),
  );
  if (end === start + 10) return date * msPerDay;
  const separator = bytes[start + 10];
  if (separator !== ascii.upperT && separator !== ascii.space) return Number.NaN;
  if (end < clock + 5 || bytes[clock + 2] !== ascii.colon) return Number.NaN;
  const hours = digitsAt(bytes, clock, 2);
  const minutes = digitsAt(bytes, clock + 3, 2);
  let at = clock + 5;
  let seconds = 0;
  let fraction = 0;
  if (at < end && bytes[at] === ascii.colon) {
    if (end < at + 3) return Number.NaN;
    seconds = digitsAt(bytes, at + 1, 2);
    at += 3;
    if (at < end && (bytes[at] === ascii.point || bytes[at] === ascii.comma)) {
      const first = at + 1;
      at = digitsEnd(bytes, first, end);
      fraction = at === first ? Number.NaN : fractionOfSecond(bytes, first, at);
    }
  }
  return date * msPerDay + timeOfDay(hours, minutes, seconds) + fraction - parseZone(bytes, at, end);
};

/** Milliseconds that the zone at the end of a time is ahead of UTC: nothing, `Z`, `+01`, `+0100`, ` -01:00`; NaN for anything else. */
export function parseZone(bytes: Uint8Array, start: number, end: number): number {
  const at = start < end && bytes[start] === ascii.space ? start + 1 : start;
  if (start === end) return 0;
  if (end === at + 1 && (bytes[at] | 32) === (ascii.upperZ | 32)) return 0;
  const sign = bytes[at] === ascii.minus ? -1 : bytes[at] === ascii.plus ? 1 : Number.NaN;
  const minutesAt = at + (bytes[at + 3] === ascii.colon ? 4 : 3);
  const minutes = end === at + 3 ? 0 : end === minutesAt + 2 ? digitsAt(bytes, minutesAt, 2) : Number.NaN;
  return sign * timeOfDay(digitsAt(bytes, at + 1, 2), minutes, 0);
}

/** Where the digits end that begin at `start`. */
export function digitsEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at])) at += 1;
  return at;
}

/** Decimals of a second as milliseconds. Beyond nanoseconds they are dropped. */
export function fractionOfSecond(bytes: Uint8Array, start: number, end: number): number {
  const count = Math.min(end - start, 9);
  return (digitsAt(bytes, start, count) * 1_000) / 10 ** count;
}

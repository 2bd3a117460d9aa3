import { CsvError } from '../errors.ts';

const fractionDigits = 9;

/** From the year 0 up to, and without, the year 10000: where a year has four digits. */
const fourDigitYears = [Date.UTC(-1, 12), Date.UTC(10_000, 0)] as const;

/**
 * ISO 8601 in UTC, with as many decimals as it takes: `2026-01-31T23:59:59Z`, `2026-01-31T23:59:59.5Z`.
 *
 * Nine decimals are finer than what a double can hold of a time of our days, so that reading gives the same double.
 * Years that have not four digits are no ISO 8601 without an agreement: such times are written as epoch milliseconds.
 *
 * @throws CsvError `unwritable-value` for a number that is no time.
 */
export function formatIsoTime(time: number): string {
  if (!(time >= fourDigitYears[0] && time < fourDigitYears[1])) return formatEpochTime(time);
  const milliseconds = Math.floor(time);
  const iso = new Date(milliseconds).toISOString();
  if (milliseconds === time && milliseconds % 1_000 === 0) return `${iso.slice(0, -5)}Z`;
  const finer = Math.round((time - milliseconds) * 1e6);
  if (finer === 1e6) return formatIsoTime(milliseconds + 1);
  const fraction = (iso.slice(-4, -1) + String(finer).padStart(fractionDigits - 3, '0')).replace(/0+$/, '');
  return `${iso.slice(0, -5)}.${fraction}Z`;
}

/** Epoch milliseconds. @throws CsvError `unwritable-value` for a number that is no time. */
export function formatEpochTime(time: number): string {
  if (Math.abs(time) <= 8.64e15) return String(time);
  throw new CsvError(
    'unwritable-value',
    `${time} is no time: expected epoch milliseconds within 8.64e15 of 1970`,
  );
}

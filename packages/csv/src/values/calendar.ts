export const msPerDay = 86_400_000;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days in a month of a year; 0 when there is no such month. */
const daysInMonth = (year: number, month: number) =>
  month === 2 && isLeap(year) ? 29 : (monthDays[month - 1] ?? 0);

/**
 * Days since 1970-01-01 of a date in the proleptic Gregorian calendar; NaN when there is no such date.
 *
 * Counts in years that begin in March, so that the leap day comes last (Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms", days_from_civil).
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  if (!(day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + (yearOfEra >> 2) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Milliseconds since midnight; NaN when there is no such time. */
export function timeOfDay(hours: number, minutes: number, seconds: number): number {
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return Number.NaN;
  return hours * 3_600_000 + minutes * 60_000 + seconds * 1_000;
}

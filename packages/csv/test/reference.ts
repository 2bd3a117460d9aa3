/** Plain and slow: what the parsers are held against. */

/** What a number's cell is worth; undefined for none. */
export function referenceNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?nan$/i.test(trimmed)) return Number.NaN;
  if (/^[+-]?inf$/i.test(trimmed)) return trimmed.startsWith('-') ? -Infinity : Infinity;
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? undefined : value;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?)?$/;

/** What a time's cell is worth, in epoch milliseconds; undefined for none. */
export function referenceTime(text: string): number | undefined {
  const match = iso.exec(text);
  if (match === null) {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Math.abs(value) <= 8.64e15 ? value : undefined;
  }
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const date = new Date(0);
  date.setUTCFullYear(year as number, (month as number) - 1, day);
  date.setUTCHours(hour, minute, second);
  const shown = date.toISOString();
  const wanted = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  if (shown !== `${match[1]}-${match[2]}-${match[3]}T${wanted}.000Z`) return undefined;
  const digits = (match[7] ?? '').slice(0, 9);
  const fraction = digits === '' ? 0 : (Number(digits) * 1_000) / 10 ** digits.length;
  const zone = referenceZone(match[8] ?? 'Z');
  return zone === undefined ? undefined : date.getTime() + fraction - zone;
}

function referenceZone(text: string): number | undefined {
  if (/z/i.test(text)) return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return undefined;
  return (text[0] === '-' ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

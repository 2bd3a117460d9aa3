import type { Lines } from '../reading/lines.ts';
import * as ascii from '../values/ascii.ts';
import { countDigits, digitsNumber, powersOfTen, wordNumber, zeros } from '../values/digits.ts';
import { parseIsoTime } from '../values/parse-iso-time.ts';

const msPerHour = 3_600_000;

/**
 * What the date read last began with, which in a stream of readings rarely changes: its first twelve bytes as words, up
 * to the tens of the hour, as in `2026-01-31T2`.
 */
let known = {
  first: 0,
  second: 0,
  third: 0,
  /** The milliseconds they make. */
  time: Number.NaN,
  /** How far the ones of the hour go. */
  lastHour: 9,
};

/**
 * Looks at the first twelve bytes of a line's current cell, so that the cells that begin like it can be read.
 *
 * @returns whether they are other ones than before, and a date with a time.
 */
export function learnDate({ bytes, view, cursors, quote }: Lines, index: number): boolean {
  const start = bytes[cursors[index]] === quote ? cursors[index] + 1 : cursors[index];
  const [first, second, third] = [0, 4, 8].map((at) => view.getInt32(start + at, true));
  if (first === known.first && second === known.second && third === known.third) return false;
  const separator = bytes[start + 10];
  const tens = bytes[start + 11] - ascii.zero;
  if ((separator !== ascii.upperT && separator !== ascii.space) || !(tens >= 0 && tens <= 2)) return false;
  const time = parseIsoTime(bytes, start, start + 10) + tens * 10 * msPerHour;
  if (Number.isNaN(time)) return false;
  known = { first, second, third, time, lastHour: tens === 2 ? 3 : 9 };
  return true;
}

/**
 * Reads the current cells of lines as epoch milliseconds, as far as they begin like the date learnt last and have a time
 * to the second or finer: `2026-01-31T23:59:59`, with decimals and a zone or without, in quotes or not.
 *
 * There is no loop inside the one over the lines, here and in its like: engines keep what the inmost loop needs at hand.
 *
 * @param values - Gets the time of each line, from `values[firstRow]` for the line 0 on.
 * @returns the first line that has something else; `to` when there is none.
 */
export function scanDates(
  { bytes, view, cursors, following, quote, mark }: Lines,
  values: Float64Array,
  firstRow: number,
  from: number,
  to: number,
): number {
  // Here rather than outside, so that they are constants to engines, too. Exclusive or with the form of a word, the bytes
  // of `0:00`, leaves the values of digits, and zeros; its room, added, carries into the highest bit of a byte that is
  // more than it may be: 9, 0, 5 and 9.
  const clockForm = 0x30303a30;
  const clockRoom = 0x767a7f76;
  const secondForm = 0x0030303a;
  const secondRoom = 0x00767a7f;
  const zoneForm = 0x303a3030;
  const zoneRoom = 0x7a7f7676;
  const highestBits = 0x80808080;
  const point = ascii.point;
  const plus = ascii.plus;
  const minus = ascii.minus;
  const upperZ = ascii.upperZ;
  const { first, second, third, time, lastHour } = known;
  for (let index = from; index < to; index++) {
    let at = cursors[index];
    const isQuoted = bytes[at] === quote;
    if (isQuoted) at += 1;
    if (
      view.getInt32(at, true) !== first ||
      view.getInt32(at + 4, true) !== second ||
      view.getInt32(at + 8, true) !== third
    )
      return index;
    const clock = view.getInt32(at + 12, true) ^ clockForm;
    const seconds = (view.getInt32(at + 16, true) ^ secondForm) & 0xffffff;
    const misfits = (clock + clockRoom) | clock | (seconds + secondRoom) | seconds;
    if ((misfits & highestBits) !== 0 || (clock & 0xff) > lastHour) return index;
    let value =
      time +
      ((clock & 0xff) * 3_600_000 +
        (((clock >>> 16) & 0xff) * 10 + (clock >>> 24)) * 60_000 +
        (((seconds >>> 8) & 0xff) * 10 + (seconds >>> 16)) * 1_000);
    at += 19;
    if (bytes[at] === point) {
      const word = view.getInt32(at + 1, true) ^ zeros;
      const digits = countDigits(word);
      if (digits === 3) {
        value += wordNumber(word << 8);
        at += 4;
      } else {
        // Up to nanoseconds.
        const next = view.getInt32(at + 5, true) ^ zeros;
        const more = digits === 4 ? countDigits(next) : 0;
        const last = more === 4 ? bytes[at + 9] ^ 0x30 : 10;
        const mostly = digitsNumber(word, digits) * powersOfTen[more] + digitsNumber(next, more);
        const count = digits + more + (last < 10 ? 1 : 0);
        if (count === 0) return index;
        value += ((last < 10 ? mostly * 10 + last : mostly) * 1_000) / powersOfTen[count];
        at += count + 1;
      }
    }
    const zone = bytes[at];
    if (zone === upperZ) at += 1;
    else if (zone === plus || zone === minus) {
      const ahead = view.getInt32(at + 1, true) ^ zoneForm;
      const ones = bytes[at + 5] ^ 0x30;
      const hours = (ahead & 0xff) * 10 + ((ahead >>> 8) & 0xff);
      if ((((ahead + zoneRoom) | ahead) & highestBits) !== 0 || ones > 9 || hours > 23) return index;
      const milliseconds = hours * 3_600_000 + ((ahead >>> 24) * 10 + ones) * 60_000;
      value -= zone === plus ? milliseconds : -milliseconds;
      at += 6;
    }
    if (isQuoted) {
      if (bytes[at] !== quote) return index;
      at += 1;
    }
    if (bytes[at] !== mark) return index;
    values[firstRow + index] = value;
    following[index] = at + 1;
  }
  return to;
}

import { endsLine, type Lines } from '../reading/lines.ts';
import { ascii } from '../values/ascii.ts';
import { parseIsoTime, parseZone } from '../values/parse-iso-time.ts';
import { bytesBefore, nonDigits, powersOfTen, wordNumber, zeros } from '../values/word.ts';

/** The bytes of `0:00` and `:00` as words: exclusive or with them leaves the values of digits, and zeros. */
const clockForm = 0x30303a30;
const secondForm = 0x0030303a;

/** Added to those, they carry into the highest bit of a byte where it is more than 9, 0, 5, 9 and 0, 5, 9. */
const clockRoom = 0x767a7f76;
const secondRoom = 0x00767a7f;
const highestBits = 0x80808080;

const msPerHour = 3_600_000;

/**
 * What the date read last began with, which in a stream of readings rarely changes: its first twelve bytes as words, up
 * to the tens of the hour, as in `2026-01-31T2`.
 */
const known = {
  first: 0,
  second: 0,
  third: 0,
  /** The milliseconds they make; NaN when they are no such thing. */
  time: Number.NaN,
  /** How far the ones of the hour go. */
  lastHour: 9,
};

function learn(bytes: Uint8Array, view: DataView, start: number): void {
  known.first = view.getInt32(start, true);
  known.second = view.getInt32(start + 4, true);
  known.third = view.getInt32(start + 8, true);
  const separator = bytes[start + 10];
  const tens = bytes[start + 11] - ascii.zero;
  known.lastHour = tens === 2 ? 3 : 9;
  const isTime = (separator === ascii.upperT || separator === ascii.space) && tens >= 0 && tens <= 2;
  known.time = isTime ? parseIsoTime(bytes, start, start + 10) + tens * 10 * msPerHour : Number.NaN;
}

/**
 * Reads the current cells of lines as epoch milliseconds, as far as they are dates with a time to the second or finer:
 * `2026-01-31T23:59:59`, with decimals and a zone or without, in quotes or not.
 *
 * @param values - Gets the time of each line, from `values[firstRow]` for the line 0 on.
 * @returns the first line that has something else; `to` when there is none.
 */
export function scanDates(
  { bytes, view, cursors, following, starts, quote, delimiter, isLast }: Lines,
  values: Float64Array,
  firstRow: number,
  from: number,
  to: number,
): number {
  let { first, second, third, time, lastHour } = known;
  for (let index = from; index < to; index++) {
    let at = cursors[index];
    const isQuoted = bytes[at] === quote;
    if (isQuoted) at += 1;
    if (
      view.getInt32(at, true) !== first ||
      view.getInt32(at + 4, true) !== second ||
      view.getInt32(at + 8, true) !== third
    ) {
      learn(bytes, view, at);
      ({ first, second, third, time, lastHour } = known);
    }
    const clock = view.getInt32(at + 12, true) ^ clockForm;
    const seconds = (view.getInt32(at + 16, true) ^ secondForm) & 0xffffff;
    const misfits = (clock + clockRoom) | clock | (seconds + secondRoom) | seconds;
    if ((misfits & highestBits) !== 0 || (clock & 0xff) > lastHour) return index;
    let value =
      time +
      ((clock & 0xff) * msPerHour +
        (((clock >>> 16) & 0xff) * 10 + (clock >>> 24)) * 60_000 +
        (((seconds >>> 8) & 0xff) * 10 + (seconds >>> 16)) * 1_000);
    at += 19;
    if (bytes[at] === ascii.point) {
      const first = at + 1;
      let fraction = 0;
      let others = 0;
      at = first;
      do {
        const word = view.getInt32(at, true) ^ zeros;
        others = nonDigits(word);
        const digits = others === 0 ? 4 : bytesBefore(others);
        if (digits !== 0)
          fraction = fraction * powersOfTen[digits] + wordNumber(word << (32 - (digits << 3)));
        at += digits;
      } while (others === 0);
      const count = at - first;
      if (count === 0 || count > 9) return index;
      value += count === 3 ? fraction : (fraction * 1_000) / powersOfTen[count];
    }
    if ((bytes[at] | 32) === (ascii.upperZ | 32)) at += 1;
    else if (bytes[at] === ascii.plus || bytes[at] === ascii.minus) {
      value -= parseZone(bytes, at, at + 6);
      at += 6;
    }
    if (isQuoted) {
      if (bytes[at] !== quote) return index;
      at += 1;
    }
    if (Number.isNaN(value)) return index;
    if (!(isLast ? endsLine(bytes, at, starts[index + 1]) : bytes[at] === delimiter)) return index;
    values[firstRow + index] = value;
    following[index] = at + 1;
  }
  return to;
}

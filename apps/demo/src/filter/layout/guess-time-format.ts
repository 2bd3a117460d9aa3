const iso = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const epochMilliseconds = /^\d{12,14}$/;
const date = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:([ T])(.+))?$/;
const timeOfDay = /^\d{1,2}(?:([:.])\d\d)(\1\d\d)?(\.\d{1,3})?( ?[AaPp][Mm])?$/;

/** What is known of a column of times. */
export interface TimeColumn {
  /** How its times are written; `undefined` where nothing need be said. */
  readonly format: string | undefined;
  readonly hasTimeOfDay: boolean;
}

/** How a column's times are written, or `undefined` where it holds something else. */
export function guessTimeFormat(cells: readonly string[]): TimeColumn | undefined {
  if (mostly(cells, (cell) => iso.test(cell) || epochMilliseconds.test(cell))) {
    return { format: undefined, hasTimeOfDay: mostly(cells, (cell) => cell.length > 10) };
  }
  const isMonthFirst = cells.some((cell) => Number(date.exec(cell)?.[3]) > 12);
  const format = patternOf(cells[0] ?? '', isMonthFirst);
  if (format === undefined || !mostly(cells, (cell) => patternOf(cell, isMonthFirst) === format))
    return undefined;
  return { format, hasTimeOfDay: format.includes('mm') };
}

/** Whether a column holds times of the day, whose date is in another column. */
export function isTimeOfDay(cells: readonly string[]): boolean {
  return mostly(cells, (cell) => timeOfDay.test(cell) && (cell.includes(':') || /\..*\./.test(cell)));
}

/** True of nine cells in ten or more. */
export function mostly(cells: readonly string[], holds: (cell: string) => boolean): boolean {
  return cells.length > 0 && cells.filter(holds).length >= 0.9 * cells.length;
}

/** The Unicode date pattern that one text is written in; of `1/2/2006` the day is taken to be the first. */
function patternOf(text: string, isMonthFirst: boolean): string | undefined {
  const [, first = '', mark = '', , last = '', gap = '', time] = date.exec(text) ?? [];
  const year = 'y'.repeat(Math.max(first.length, last.length));
  if (year !== 'yyyy' && year !== 'yy') return undefined;
  const parts =
    first.length === 4 ? [year, 'MM', 'dd'] : [...(isMonthFirst ? ['MM', 'dd'] : ['dd', 'MM']), year];
  const day = parts.join(mark);
  if (time === undefined) return day;
  const clock = clockOf(time);
  return clock === undefined ? undefined : `${day}${gap === 'T' ? "'T'" : ' '}${clock}`;
}

function clockOf(time: string): string | undefined {
  const [found, mark = '', seconds = '', fraction = '', half = ''] = timeOfDay.exec(time) ?? [];
  if (found === undefined) return undefined;
  const hour = half === '' ? 'HH' : 'h';
  return [
    `${hour}${mark}mm`,
    seconds === '' ? '' : `${mark}ss`,
    fraction === '' ? '' : `.${'S'.repeat(fraction.length - 1)}`,
    half.replace(/[ap]m/i, 'a'),
  ].join('');
}

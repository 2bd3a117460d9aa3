import { accepts, isTime } from './accepts.ts';
import type { Column } from './column.ts';
import { decodeText, type TextColumn } from './text-column.ts';

/**
 * The first row from `start` to `end` whose memory is no value of the field, or -1.
 *
 * For memory that was copied or taken over as it was; what lies under a null is anything.
 */
export function firstInvalidRow(column: Column, start: number, end: number): number {
  let row = nextInvalidRow(column, start, end);
  while (row < end && column.isNull(row)) row = nextInvalidRow(column, row + 1, end);
  return row < end ? row : -1;
}

/** The next such row, null or not; `end` when there is none. */
function nextInvalidRow(column: Column, start: number, end: number): number {
  const { kind, field, values, dictionary } = column;
  if (kind === 'timestamp') return nextNoTime(values as Float64Array, start, end);
  if (kind === 'bool') return nextAbove(1, values as Uint8Array, start, end);
  if (kind === 'dictionary') return nextAbove((dictionary?.size ?? 0) - 1, values as Uint16Array, start, end);
  if (field.as === 'number') return nextWhere((row) => !accepts(field, values[row]), start, end);
  if (kind !== 'utf8' || isText(column as TextColumn, start, end)) return end;
  return nextWhere((row) => !isText(column as TextColumn, row, row + 1), start, end);
}

function nextNoTime(values: Float64Array, start: number, end: number): number {
  let row = start;
  while (row < end && isTime(values[row])) row += 1;
  return row;
}

function nextAbove(
  most: number,
  values: Uint8Array | Uint16Array | Uint32Array,
  start: number,
  end: number,
): number {
  let row = start;
  while (row < end && values[row] <= most) row += 1;
  return row;
}

function nextWhere(test: (row: number) => boolean, start: number, end: number): number {
  let row = start;
  while (row < end && !test(row)) row += 1;
  return row;
}

/** Whether rows `start` to `end` are UTF-8, each by itself: a character must not begin in one and end in the next. */
function isText({ values: offsets, bytes }: TextColumn, start: number, end: number): boolean {
  for (let row = start; row < end; row++) {
    const [from, to] = [offsets[row], offsets[row + 1]];
    if (from < 0 || from > to || to > bytes.length) return false;
    if (from < to && (bytes[from] & 0xc0) === 0x80) return false;
  }
  try {
    decodeText(bytes.subarray(offsets[start], offsets[end]));
    return true;
  } catch {
    return false;
  }
}

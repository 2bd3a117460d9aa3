import { accepts, isTime } from './accepts.ts';
import { bitAt } from './bitmap.ts';
import type { Column } from './column.ts';
import { decodeText, TextColumn } from './text-column.ts';
import { codeAt } from './value.ts';

/**
 * The first row from `start` to `end` whose memory is no value of the field, or -1.
 *
 * For memory that was copied or taken over as it was; what lies under a null is anything.
 */
export function firstInvalidRow(column: Column, start: number, end: number): number {
  const { validity, field } = column;
  if (column instanceof TextColumn && isText(column, start, end)) return -1;
  if (field.as === 'bigint' || !(field.kind in tests)) return -1;
  const isValid = tests[field.kind as keyof typeof tests];
  for (let row = start; row < end; row++) {
    if (!isValid(column, row) && (validity === undefined || bitAt(validity, row))) return row;
  }
  return -1;
}

const isExact = ({ field, values }: Column, row: number): boolean => accepts(field, values[row]);

/** For the kinds of which not every bit pattern is a value. */
const tests = {
  timestamp: ({ values }: Column, row: number) => isTime(values[row]),
  bool: ({ values }: Column, row: number) => values[row] <= 1,
  dictionary: (column: Column, row: number) => codeAt(column, row) < (column.dictionary?.size ?? 0),
  int64: isExact,
  uint64: isExact,
  utf8: (column: Column, row: number) => isText(column as TextColumn, row, row + 1),
};

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

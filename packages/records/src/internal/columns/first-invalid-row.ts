import { bitAt } from './bitmap.ts';
import type { Column } from './column.ts';
import type { TextColumn } from './text-column.ts';
import { codeAt, fitsWide } from './value.ts';

/**
 * The first row from `start` to `end` whose memory is no value of the field, or -1.
 *
 * For memory that was copied or taken over as it was; what lies under a null is anything.
 */
export function firstInvalidRow(column: Column, start: number, end: number): number {
  switch (column.kind) {
    case 'timestamp':
      return firstWhere(column, start, end, isNoTime);
    case 'bool':
      return firstWhere(column, start, end, isNoBool);
    case 'dictionary':
      return firstWhere(column, start, end, isNoCode);
    case 'int64':
    case 'uint64':
      return column.field.as === 'bigint' ? -1 : firstWhere(column, start, end, isNoExactNumber);
    case 'utf8':
      return firstBadText(column as TextColumn, start, end);
    default:
      return -1;
  }
}

type Test = (column: Column, row: number) => boolean;

const isNoTime: Test = ({ values }, row) => !Number.isFinite((values as Float64Array)[row]);
const isNoBool: Test = ({ values }, row) => (values as Uint8Array)[row] > 1;
const isNoCode: Test = (column, row) => codeAt(column, row) >= (column.dictionary?.size ?? 0);
const isNoExactNumber: Test = ({ field, values }, row) => !fitsWide(field, values[row]);

function firstWhere(column: Column, start: number, end: number, test: Test): number {
  const { validity } = column;
  for (let row = start; row < end; row++) {
    if (test(column, row) && (validity === undefined || bitAt(validity, row))) return row;
  }
  return -1;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function firstBadText(column: TextColumn, start: number, end: number): number {
  const { values: offsets, bytes } = column;
  for (let row = start; row < end; row++) {
    if (offsets[row] < 0 || offsets[row] > offsets[row + 1] || offsets[row + 1] > bytes.length) return row;
  }
  if (isUtf8(bytes, offsets, start, end)) return -1;
  return firstWhere(column, start, end, (_, row) => !isUtf8(bytes, offsets, row, row + 1));
}

/** Whether rows `start` to `end` are UTF-8, each by itself: a character must not begin in one and end in the next. */
function isUtf8(bytes: Uint8Array, offsets: Int32Array, start: number, end: number): boolean {
  for (let row = start; row < end; row++) {
    if (offsets[row] < offsets[end] && (bytes[offsets[row]] & 0xc0) === 0x80) return false;
  }
  try {
    const text = bytes.subarray(offsets[start], offsets[end]);
    strict.decode(text.buffer instanceof ArrayBuffer ? text : Uint8Array.from(text));
    return true;
  } catch {
    return false;
  }
}

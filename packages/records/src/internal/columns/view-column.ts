import { BinaryColumn } from './binary-column.ts';
import { bitmapBytes } from './bitmap.ts';
import type { Column } from './column.ts';
import { TextColumn } from './text-column.ts';

/** A column in the form in which the public sees it: trimmed to the batch's rows, with validity where it may be null. */
export function viewColumn(column: Column, length: number): unknown {
  if (column instanceof TextColumn) {
    const offsets = column.values.subarray(0, length + 1);
    const bytes = column.bytes.subarray(0, offsets[length]);
    return column.isNullable
      ? { offsets, bytes, validity: trimmedValidity(column, length) }
      : { offsets, bytes };
  }
  const values = column.trimmed(column instanceof BinaryColumn ? length * column.byteWidth : length);
  return column.isNullable ? { values, validity: trimmedValidity(column, length) } : values;
}

function trimmedValidity({ validity }: Column, length: number): Uint8Array | undefined {
  return validity?.subarray(0, bitmapBytes(length));
}

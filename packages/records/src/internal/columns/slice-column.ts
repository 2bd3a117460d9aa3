import type { Field } from '../../field.ts';
import { sliceBits } from './bitmap.ts';
import type { Column } from './column.ts';
import { makeColumn } from './make-column.ts';
import { TextColumn } from './text-column.ts';

/**
 * A column over rows `start` to `end` of another, in the same memory.
 *
 * @param field - What it is a column of, if not of the same field: one of the same layout.
 */
export function sliceColumn(column: Column, start: number, end: number, field: Field = column.field): Column {
  const { name, storage, validity } = column;
  const stride = field.byteWidth ?? 1;
  const bytes = column instanceof TextColumn ? column.bytes : undefined;
  const values = column.values.subarray(start * stride, bytes === undefined ? end * stride : end + 1);
  const part = makeColumn({ name, field, storage, values, parent: column }, bytes, end - start);
  column.readers += 1;
  part.dictionary = column.dictionary;
  part.validity = validity && sliceBits(validity, start, end);
  return part;
}

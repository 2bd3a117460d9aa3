import type { Field } from '../../field.ts';
import type { ColumnValues } from '../../types.ts';
import { BinaryColumn } from './binary-column.ts';
import { bitmapBytes } from './bitmap.ts';
import type { Column, ColumnParts } from './column.ts';
import { elementCount, valuesType } from './column-type.ts';
import { FixedColumn } from './fixed-column.ts';
import type { Storage } from './storage.ts';
import { TextColumn } from './text-column.ts';

/** Where a column's parts begin in its storage. */
export interface Place {
  readonly values: number;
  readonly validity: number | undefined;
  readonly text: { readonly start: number; readonly bytes: number } | undefined;
}

/** An empty column at its place in a storage. */
export function placeColumn(name: string, field: Field, storage: Storage, place: Place): Column {
  const { buffer, capacity } = storage;
  const values = new (valuesType(field))(buffer, place.values, elementCount(field, capacity));
  const bitmap =
    place.validity === undefined ? undefined : new Uint8Array(buffer, place.validity, bitmapBytes(capacity));
  const bytes =
    place.text === undefined ? undefined : new Uint8Array(buffer, place.text.start, place.text.bytes);
  return makeColumn({ name, field, storage, values, bitmap }, bytes);
}

/** A column of the class that its kind of storage has; `bytes` and `filled` rows are those of text. */
export function makeColumn(parts: ColumnParts, bytes?: Uint8Array, filled?: number): Column {
  const { field, values } = parts;
  if (field.kind === 'utf8' && bytes !== undefined) {
    return new TextColumn({ ...parts, values: values as Int32Array }, bytes, filled);
  }
  if (field.kind === 'binary') return new BinaryColumn({ ...parts, values: values as Uint8Array });
  return new FixedColumn(parts satisfies ColumnParts<ColumnValues>);
}

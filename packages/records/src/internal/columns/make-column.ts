import type { Column, ColumnParts } from './column.ts';
import { FixedColumn } from './fixed-column.ts';
import { TextColumn } from './text-column.ts';

/** A column of the class that its kind of storage has; `bytes`, of which `filled` rows are written, are those of text. */
export function makeColumn(parts: ColumnParts, bytes?: Uint8Array, filled?: number): Column {
  return parts.field.kind === 'utf8' && bytes !== undefined
    ? new TextColumn(parts as ColumnParts<Int32Array>, bytes, filled)
    : new FixedColumn(parts);
}

import * as arrow from '@uwdata/flechette';
import { bitmapBytes, countZeros } from '../internal/columns/bitmap.ts';
import type { Column } from '../internal/columns/column.ts';
import { TextColumn } from '../internal/columns/text-column.ts';
import type { ColumnValues } from '../types.ts';
import { arrowType } from './arrow-type.ts';
import { fromMilliseconds, timeUnit, unitFor } from './timestamps.ts';

/** The first `length` rows of a column as an Arrow column, over the same memory where the layouts agree. */
export function writeColumn(column: Column, length: number): arrow.Column<unknown> {
  const times = column.kind === 'timestamp' ? (column.trimmed(length) as Float64Array) : undefined;
  const unit = times === undefined ? timeUnit.millisecond : unitFor(times);
  const type = arrowType(column.field, unit);
  const nullCount = column.validity === undefined ? 0 : countZeros(column.validity, length);
  const validity = nullCount === 0 ? new Uint8Array(0) : column.validity?.subarray(0, bitmapBytes(length));
  const Batch = arrow.batchType(type) as unknown as BatchConstructor;
  const batch = new Batch({ length, nullCount, type, validity, ...memoryOf(column, length, times, unit) });
  if (column.dictionary !== undefined && type.typeId === arrow.Type.Dictionary) {
    // The very type object of the column: flechette finds a dictionary's id by it.
    batch.setDictionary?.(writeTexts(column.dictionary.texts, type.dictionary));
  }
  return new arrow.Column([batch], type);
}

/** flechette types the classes it makes batches with as a union of which no member can be called. */
type BatchConstructor = new (
  parts: object,
) => arrow.Batch<unknown> & { setDictionary?(dictionary: arrow.Column<unknown>): unknown };

function memoryOf(
  column: Column,
  length: number,
  times: Float64Array | undefined,
  unit: Parameters<typeof fromMilliseconds>[1],
): { values: ColumnValues; offsets?: Int32Array } {
  if (times !== undefined) return { values: fromMilliseconds(times, unit) };
  if (column instanceof TextColumn) return textMemory(column, length);
  if (column.kind === 'bool') return { values: packBits(column.trimmed(length) as Uint8Array) };
  return { values: column.trimmed(length * (column.field.byteWidth ?? 1)) };
}

/** Offsets that begin at 0, as Arrow recommends for what is written. */
function textMemory(column: TextColumn, length: number): { values: Uint8Array; offsets: Int32Array } {
  const offsets = column.values.subarray(0, length + 1);
  const [start] = offsets;
  const values = column.bytes.subarray(start, offsets[length]);
  return { values, offsets: start === 0 ? offsets : offsets.map((offset) => offset - start) };
}

function packBits(bytes: Uint8Array): Uint8Array {
  const bits = new Uint8Array(bitmapBytes(bytes.length));
  for (let row = 0; row < bytes.length; row++) bits[row >>> 3] |= bytes[row] << (row & 7);
  return bits;
}

function writeTexts(texts: readonly string[], type: arrow.DataType): arrow.Column<unknown> {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const offsets = new Int32Array(texts.length + 1);
  for (const [code, { length }] of encoded.entries()) offsets[code + 1] = offsets[code] + length;
  const values = new Uint8Array(offsets[texts.length]);
  for (const [code, bytes] of encoded.entries()) values.set(bytes, offsets[code]);
  const Batch = arrow.batchType(type) as unknown as BatchConstructor;
  const batch = new Batch({
    length: texts.length,
    nullCount: 0,
    type,
    validity: new Uint8Array(0),
    offsets,
    values,
  });
  return new arrow.Column([batch], type);
}

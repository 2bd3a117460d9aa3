import type { ColumnValues } from '../../types.ts';
import type { RowNumbers } from '../batches/row-numbers.ts';

/**
 * Writes the named rows of `source` to the front of `target`, which may be the same array when rows ascend.
 *
 * Elements move by width, not by kind: five loops that each see one kind of array stay fast, ten kinds in one would not.
 */
export function gatherValues(
  target: ColumnValues,
  source: ColumnValues,
  rows: RowNumbers,
  count: number,
): void {
  if (target instanceof Float64Array) gather64(target, source as Float64Array, rows, count);
  else if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    gatherWide(target as BigInt64Array, source as BigInt64Array, rows, count);
  } else if (target.BYTES_PER_ELEMENT === 4) gather32(asUint32(target), asUint32(source), rows, count);
  else if (target.BYTES_PER_ELEMENT === 2) gather16(asUint16(target), asUint16(source), rows, count);
  else gather8(asUint8(target), asUint8(source), rows, count);
}

/** Copies the first `count` elements of an array of the same kind. */
export function copyValues(target: ColumnValues, source: ColumnValues, count: number): void {
  // Which the types of typed arrays cannot say.
  (target as Uint8Array).set((source as Uint8Array).subarray(0, count));
}

/** {@link gatherValues} for rows of `width` bytes. */
export function gatherBytes(
  target: Uint8Array,
  source: Uint8Array,
  width: number,
  rows: RowNumbers,
  count: number,
): void {
  for (let index = 0; index < count; index++) {
    const start = rows[index] * width;
    if (target === source) target.copyWithin(index * width, start, start + width);
    else target.set(source.subarray(start, start + width), index * width);
  }
}

function gather64(target: Float64Array, source: Float64Array, rows: RowNumbers, count: number): void {
  for (let index = 0; index < count; index++) target[index] = source[rows[index]];
}

function gatherWide(target: BigInt64Array, source: BigInt64Array, rows: RowNumbers, count: number): void {
  for (let index = 0; index < count; index++) target[index] = source[rows[index]];
}

function gather32(target: Uint32Array, source: Uint32Array, rows: RowNumbers, count: number): void {
  for (let index = 0; index < count; index++) target[index] = source[rows[index]];
}

function gather16(target: Uint16Array, source: Uint16Array, rows: RowNumbers, count: number): void {
  for (let index = 0; index < count; index++) target[index] = source[rows[index]];
}

function gather8(target: Uint8Array, source: Uint8Array, rows: RowNumbers, count: number): void {
  for (let index = 0; index < count; index++) target[index] = source[rows[index]];
}

const asUint32 = (values: ColumnValues) => new Uint32Array(values.buffer, values.byteOffset, values.length);
const asUint16 = (values: ColumnValues) => new Uint16Array(values.buffer, values.byteOffset, values.length);
const asUint8 = (values: ColumnValues) => new Uint8Array(values.buffer, values.byteOffset, values.length);

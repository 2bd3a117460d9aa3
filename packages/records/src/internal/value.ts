import type { Field } from '../field.ts';
import type { BinaryColumn, Column, TextColumn } from './column.ts';
import { rangeOf } from './ranges.ts';

/**
 * Writes a row's value and reports whether the field takes it; {@link ./check-value.ts} says what is wrong with it.
 *
 * One switch with a store of its own for each kind: every store sees one kind of typed array, so that none of them slows
 * down when a program uses many kinds.
 */
export function writeValue(column: Column, row: number, value: unknown): boolean {
  if (value === null) {
    if (!column.isNullable) return false;
    column.setNull(row);
    return true;
  }
  if (!writeValid(column, row, value)) return false;
  if (column.validity !== undefined) column.setValid(row);
  return true;
}

function writeValid(column: Column, row: number, value: unknown): boolean {
  const { kind, values } = column;
  switch (kind) {
    case 'float64':
      if (typeof value !== 'number') return false;
      (values as Float64Array)[row] = value;
      return true;
    case 'dictionary':
      return typeof value === 'string' && writeText(column, row, value);
    case 'timestamp': {
      const time = value instanceof Date ? value.getTime() : value;
      // Neither NaN nor an infinity is a time; both differ from themselves when subtracted from themselves.
      if (typeof time !== 'number' || time - time !== 0) return false;
      (values as Float64Array)[row] = time;
      return true;
    }
    case 'float32':
      if (typeof value !== 'number' || !fitsFloat32(value)) return false;
      (values as Float32Array)[row] = value;
      return true;
    case 'bool':
      if (typeof value !== 'boolean') return false;
      (values as Uint8Array)[row] = value ? 1 : 0;
      return true;
    case 'int32':
      if (typeof value !== 'number' || (value | 0) !== value) return false;
      (values as Int32Array)[row] = value;
      return true;
    case 'uint32':
      if (typeof value !== 'number' || value >>> 0 !== value) return false;
      (values as Uint32Array)[row] = value;
      return true;
    case 'int16':
      if (typeof value !== 'number' || (value << 16) >> 16 !== value) return false;
      (values as Int16Array)[row] = value;
      return true;
    case 'uint16':
      if (typeof value !== 'number' || (value & 0xffff) !== value) return false;
      (values as Uint16Array)[row] = value;
      return true;
    case 'int8':
      if (typeof value !== 'number' || (value << 24) >> 24 !== value) return false;
      (values as Int8Array)[row] = value;
      return true;
    case 'uint8':
      if (typeof value !== 'number' || (value & 0xff) !== value) return false;
      (values as Uint8Array)[row] = value;
      return true;
    case 'int64':
      if (!fitsWide(column.field, value)) return false;
      (values as BigInt64Array)[row] = BigInt(value);
      return true;
    case 'uint64':
      if (!fitsWide(column.field, value)) return false;
      (values as BigUint64Array)[row] = BigInt(value);
      return true;
    case 'utf8':
      if (typeof value !== 'string' || !value.isWellFormed()) return false;
      column.setText(row, value);
      return true;
    case 'binary':
      if (!(value instanceof Uint8Array) || value.length !== column.field.byteWidth) return false;
      column.setBytes(row, value);
      return true;
  }
}

function writeText(column: Column, row: number, text: string): boolean {
  const code = column.dictionary === undefined ? -1 : column.dictionary.tryEncode(text);
  if (code < 0) return false;
  const { values } = column;
  if (values instanceof Uint16Array) values[row] = code;
  else if (values instanceof Uint8Array) values[row] = code;
  else (values as Uint32Array)[row] = code;
  return true;
}

/** A row's value as rows show it. */
export function readValue(column: Column, row: number): unknown {
  if (column.validity !== undefined && column.isNull(row)) return null;
  const { kind, values } = column;
  switch (kind) {
    case 'float64':
    case 'timestamp':
      return (values as Float64Array)[row];
    case 'dictionary':
      return column.dictionary?.decode(codeAt(column, row));
    case 'float32':
      return (values as Float32Array)[row];
    case 'bool':
      return (values as Uint8Array)[row] === 1;
    case 'int32':
      return (values as Int32Array)[row];
    case 'uint32':
      return (values as Uint32Array)[row];
    case 'int16':
      return (values as Int16Array)[row];
    case 'uint16':
      return (values as Uint16Array)[row];
    case 'int8':
      return (values as Int8Array)[row];
    case 'uint8':
      return (values as Uint8Array)[row];
    case 'int64':
      return fromWide(column, (values as BigInt64Array)[row]);
    case 'uint64':
      return fromWide(column, (values as BigUint64Array)[row]);
    case 'utf8':
      return (column as TextColumn).textAt(row);
    case 'binary':
      return (column as BinaryColumn).bytesAt(row);
  }
}

/** A dictionary row's code. */
export function codeAt(column: Column, row: number): number {
  const { values } = column;
  if (values instanceof Uint16Array) return values[row];
  return values instanceof Uint8Array ? values[row] : (values as Uint32Array)[row];
}

/** Whether a number has a neighbour among the 32-bit floats; beyond them it would silently become infinite. */
export function fitsFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value)) || !Number.isFinite(value);
}

/** Whether a value is a whole number of the field's range, exact in the form that rows show. */
export function fitsWide(field: Field, value: unknown): value is number | bigint {
  if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'bigint') return false;
  const range = rangeOf(field);
  return (
    range !== undefined && (value as number | bigint) >= range[0] && (value as number | bigint) <= range[1]
  );
}

function fromWide(column: Column, value: bigint): number | bigint {
  if (column.field.as === 'bigint') return value;
  return Number(value);
}

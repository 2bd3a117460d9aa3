import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { BinaryColumn } from './binary-column.ts';
import type { Column } from './column.ts';
import { rangeOf } from './ranges.ts';
import type { TextColumn } from './text-column.ts';

/**
 * Writes a row's value and reports whether the field takes it; `issueOf` says what is wrong with one it does not take.
 *
 * The kinds that most records are made of come first, in a function small enough to be inlined into the loops over rows.
 */
export function writeValue(column: Column, row: number, value: unknown): boolean {
  const { kind, values } = column;
  if (kind === 'float64' && typeof value === 'number') {
    (values as Float64Array)[row] = value;
  } else if (kind === 'dictionary' && typeof value === 'string') {
    if (!writeText(column, row, value)) return false;
  } else if (kind === 'timestamp' && typeof value === 'number') {
    // Neither NaN nor an infinity is a time; both differ from themselves when subtracted from themselves.
    if (value - value !== 0) return false;
    (values as Float64Array)[row] = value;
  } else {
    return writeOther(column, row, value);
  }
  if (column.validity !== undefined) column.setValid(row);
  return true;
}

function writeOther(column: Column, row: number, value: unknown): boolean {
  if (value === null) {
    if (!column.isNullable) return false;
    column.setNull(row);
    return true;
  }
  if (!writeRare(column, row, value)) return false;
  column.setValid(row);
  return true;
}

/** One switch with a store of its own for each kind: a store that sees one kind of typed array stays fast. */
function writeRare(column: Column, row: number, value: unknown): boolean {
  const { kind, values, field } = column;
  switch (kind) {
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
      if (!fitsWide(field, value)) return false;
      (values as BigInt64Array)[row] = BigInt(value);
      return true;
    case 'uint64':
      if (!fitsWide(field, value)) return false;
      (values as BigUint64Array)[row] = BigInt(value);
      return true;
    case 'utf8':
      if (typeof value !== 'string' || !value.isWellFormed()) return false;
      column.setText(row, value);
      return true;
    case 'binary':
      if (!(value instanceof Uint8Array) || value.length !== field.byteWidth) return false;
      column.setBytes(row, value);
      return true;
    case 'timestamp':
      return value instanceof Date && writeValue(column, row, value.getTime());
    default:
      return false;
  }
}

function writeText(column: Column, row: number, text: string): boolean {
  const { dictionary, values } = column;
  const code = dictionary === undefined ? -1 : dictionary.tryEncode(text);
  if (code < 0) return false;
  switch (column.width) {
    case 2:
      (values as Uint16Array)[row] = code;
      return true;
    case 1:
      (values as Uint8Array)[row] = code;
      return true;
    default:
      (values as Uint32Array)[row] = code;
      return true;
  }
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
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RecordError(
    'out-of-range',
    `${column.name}: ${value} is not exact as a number; define the field with { as: 'bigint' }`,
  );
}

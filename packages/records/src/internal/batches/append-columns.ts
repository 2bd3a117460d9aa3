import type { Dictionary } from '../../dictionary.ts';
import { RecordError, type RecordIssue } from '../../errors.ts';
import type { CodedColumn } from '../../types.ts';
import { bitAt, bitmapBytes } from '../columns/bitmap.ts';
import type { Column } from '../columns/column.ts';
import { TextColumn } from '../columns/text-column.ts';
import { fitsWide, writeValue } from '../columns/value.ts';
import { describe, dictionaryFull, issueOf, undeclared } from '../rows/check-value.ts';
import { refused } from '../rows/row-class.ts';
import type { BatchState } from './batch-state.ts';

/** A column as given: an array of row values, or a column's own storage. */
interface Given {
  readonly values: ArrayLike<unknown>;
  readonly rows: number;
  readonly validity: Uint8Array | undefined;
  /** Of codes that are not the batch's own. */
  readonly dictionary: Dictionary | undefined;
  /** Of utf8 given as offsets. */
  readonly bytes: Uint8Array | undefined;
}

/** Adds columns after the last row, checked; nothing counts when one is refused. */
export function appendColumns(state: BatchState, columns: { readonly [name: string]: unknown }): void {
  const { core, type } = state;
  for (const name in columns) {
    if (!core.positions.has(name)) throw refused(type.name, [undeclared(name, core.names)]);
  }
  const given = core.names.map((name, position) =>
    takeApart(state.columns[position], columns[name], type.name),
  );
  const rows = commonLength(core.names, given, type.name);
  if (rows === 0) return;
  state.beforeAppend(rows);
  const start = state.length;
  for (const [position, column] of state.columns.entries()) {
    const input = given[position];
    try {
      if (input === undefined) fill(column, start, rows);
      else write(column, input, start, type.name);
    } catch (cause) {
      state.forgetFrom(start, rows);
      throw cause;
    }
  }
  state.length = start + rows;
  state.afterAppend(rows);
}

function takeApart(column: Column, value: unknown, typeName: string): Given | undefined {
  if (value === undefined) {
    if (column.field.isOptional) return undefined;
    throw refused(typeName, [issueOf(column.name, column.field, undefined) as RecordIssue]);
  }
  const parts = (isList(value) ? { values: value } : value) as {
    readonly values?: ArrayLike<unknown>;
    readonly validity?: Uint8Array;
    readonly offsets?: Int32Array;
    readonly bytes?: Uint8Array;
    readonly codes?: CodedColumn['codes'];
    readonly dictionary?: Dictionary;
  } | null;
  const values = parts?.values ?? parts?.codes ?? parts?.offsets;
  if (parts === null || values === undefined) {
    throw new RecordError(
      'invalid-argument',
      `${typeName}.${column.name}: expected an array, a typed array, or { values, validity }, got ${describe(value)}`,
    );
  }
  const rows = rowsOf(column, values, parts.offsets !== undefined);
  return { values, rows, validity: parts.validity, dictionary: parts.dictionary, bytes: parts.bytes };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

function rowsOf(column: Column, values: ArrayLike<unknown>, areOffsets: boolean): number {
  if (areOffsets) return values.length - 1;
  if (column.kind !== 'binary' || Array.isArray(values)) return values.length;
  return values.length / (column.field.byteWidth ?? 1);
}

function commonLength(
  names: readonly string[],
  given: readonly (Given | undefined)[],
  typeName: string,
): number {
  let rows: number | undefined;
  for (const [position, input] of given.entries()) {
    if (input === undefined) continue;
    rows ??= input.rows;
    if (input.rows === rows && Number.isInteger(rows) && rows >= 0) continue;
    throw new RecordError(
      'invalid-argument',
      `${typeName}.appendColumns: expected columns of one length, got ${input.rows} rows for ${names[position]} after ${rows}`,
    );
  }
  return rows ?? 0;
}

function fill(column: Column, start: number, rows: number): void {
  const { defaultValue } = column.field;
  for (let row = start; row < start + rows; row++) writeValue(column, row, defaultValue ?? null);
}

function write(column: Column, given: Given, start: number, typeName: string): void {
  const copied =
    given.bytes !== undefined ? writeTexts(column, given, start) : writeStorage(column, given, start);
  if (!copied) writeEach(column, given, start, typeName);
  else copyValidity(column, given, start);
}

/** Copies storage of the column's own kind; false when the values have to be looked at one by one. */
function writeStorage(column: Column, given: Given, start: number): boolean {
  const { values } = given;
  if (column.kind === 'dictionary') return !Array.isArray(values) && writeCodes(column, given, start);
  if (column instanceof TextColumn || values.constructor !== column.values.constructor) return false;
  if (!isClean(column, given)) return false;
  (column.values as Uint8Array).set(values as Uint8Array, start * (column.field.byteWidth ?? 1));
  return true;
}

/** Whether every bit pattern of the storage is a value of the field. */
function isClean(column: Column, { values, rows }: Given): boolean {
  switch (column.kind) {
    case 'timestamp':
      return everyFinite(values as Float64Array);
    case 'bool':
      return everyBit(values as Uint8Array);
    case 'int64':
    case 'uint64': {
      if (column.field.as === 'bigint') return true;
      for (let row = 0; row < rows; row++) if (!fitsWide(column.field, values[row])) return false;
      return true;
    }
    default:
      return true;
  }
}

function everyFinite(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] - values[row] !== 0) return false;
  return true;
}

function everyBit(values: Uint8Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] > 1) return false;
  return true;
}

function writeCodes(column: Column, { values, rows, dictionary, validity }: Given, start: number): boolean {
  const own = column.dictionary;
  if (own === undefined) return false;
  const codes = values as CodedColumn['codes'];
  const source = dictionary ?? own;
  const remapped = new Int32Array(source === own ? 0 : source.size).fill(-1);
  for (let row = 0; row < rows; row++) {
    if (validity !== undefined && !bitAt(validity, row)) continue;
    const code = codes[row];
    if (!(code < source.size)) {
      throw new RecordError(
        'out-of-range',
        `${column.name}, row ${start + row}: expected a code below ${source.size}, got ${code}`,
      );
    }
    if (source === own) column.values[start + row] = code;
    else {
      if (remapped[code] < 0) remapped[code] = own.encode(source.decode(code));
      column.values[start + row] = remapped[code];
    }
  }
  return true;
}

function writeTexts(column: Column, { values, rows, bytes, validity }: Given, start: number): boolean {
  const offsets = values as Int32Array;
  if (!(column instanceof TextColumn) || bytes === undefined) return false;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let row = 0; row < rows; row++) {
    const from = offsets[row];
    const to = offsets[row + 1];
    const isNull = validity !== undefined && !bitAt(validity, row);
    if (!(from >= 0 && to >= from && to <= bytes.length)) {
      throw new RecordError(
        'out-of-range',
        `${column.name}, row ${start + row}: offsets ${from} to ${to} are not within ${bytes.length} bytes`,
      );
    }
    try {
      if (!isNull) decoder.decode(bytes.subarray(from, to));
    } catch (cause) {
      throw new RecordError('out-of-range', `${column.name}, row ${start + row}: expected UTF-8`, { cause });
    }
    column.setBytes(start + row, bytes, from, isNull ? from : to);
  }
  return true;
}

function copyValidity(column: Column, { rows, validity }: Given, start: number): void {
  if (validity === undefined) {
    if (column.validity !== undefined) for (let row = 0; row < rows; row++) column.setValid(start + row);
    return;
  }
  if (validity.length < bitmapBytes(rows)) {
    throw new RecordError(
      'out-of-range',
      `${column.name}: expected a validity bitmap of ${bitmapBytes(rows)} bytes, got ${validity.length}`,
    );
  }
  for (let row = 0; row < rows; row++) {
    if (bitAt(validity, row)) column.setValid(start + row);
    else column.setNull(start + row);
  }
}

function writeEach(column: Column, { values, rows, validity }: Given, start: number, typeName: string): void {
  for (let row = 0; row < rows; row++) {
    const value = validity !== undefined && !bitAt(validity, row) ? null : (values[row] ?? null);
    if (!writeValue(column, start + row, value)) throw refusedValue(column, value, start + row, typeName);
  }
}

function refusedValue(column: Column, value: unknown, row: number, typeName: string): RecordError {
  const found =
    issueOf(column.name, column.field, value) ??
    dictionaryFull(column.name, column.dictionary?.limit ?? 0, String(value));
  return refused(typeName, [found], `, row ${row}`);
}

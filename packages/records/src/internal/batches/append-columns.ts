import type { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { CodedColumn } from '../../types.ts';
import { bitAt, bitmapBytes } from '../columns/bitmap.ts';
import type { Column } from '../columns/column.ts';
import { firstInvalidRow } from '../columns/first-invalid-row.ts';
import { TextColumn } from '../columns/text-column.ts';
import { writeValue } from '../columns/value.ts';
import { describe, dictionaryFull, issueOf, undeclared } from '../rows/check-value.ts';
import { refused } from '../rows/row-class.ts';
import type { BatchState } from './batch-state.ts';

/** A column as given: an array of row values, or storage such as a column has. */
interface Given {
  readonly values: ArrayLike<unknown>;
  readonly rows: number;
  readonly validity: Uint8Array | undefined;
  /** What codes mean, if not what they mean in the batch. */
  readonly dictionary: Dictionary | undefined;
  /** Of utf8 given as offsets. */
  readonly bytes: Uint8Array | undefined;
}

/** Adds columns after the last row, checked; nothing counts when one is refused. */
export function appendColumns(state: BatchState, input: { readonly [name: string]: unknown }): void {
  const { core, type } = state;
  for (const name in input) {
    if (!core.positions.has(name)) throw refused(type.name, [undeclared(name, core.names)]);
  }
  const given = state.columns.map((column) => takeApart(type.name, column, input[column.name]));
  const rows = commonLength(type.name, core.names, given);
  state.beforeAppend(rows);
  try {
    for (const [position, column] of state.columns.entries()) {
      write(type.name, column, given[position], state.length, rows);
    }
  } catch (cause) {
    state.forget(rows);
    throw cause;
  }
  state.afterAppend(rows);
}

function takeApart(typeName: string, column: Column, input: unknown): Given | undefined {
  if (input === undefined) {
    const missing = issueOf(column.name, column.field, undefined);
    if (missing !== undefined) throw refused(typeName, [missing]);
    return undefined;
  }
  const parts = (isList(input) ? { values: input } : (input ?? {})) as {
    readonly values?: ArrayLike<unknown>;
    readonly codes?: CodedColumn['codes'];
    readonly offsets?: Int32Array;
    readonly validity?: Uint8Array;
    readonly dictionary?: Dictionary;
    readonly bytes?: Uint8Array;
  };
  const values = parts.values ?? parts.codes ?? parts.offsets;
  if (!isList(values)) {
    throw new RecordError(
      'invalid-argument',
      `${typeName}.${column.name}: expected an array, a typed array, or { values, validity }, got ${describe(input)}`,
    );
  }
  const { validity, dictionary } = parts;
  const bytes = parts.values === undefined ? parts.bytes : undefined;
  return { values, rows: rowsOf(column, values, bytes), validity, dictionary, bytes };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

function rowsOf(column: Column, values: ArrayLike<unknown>, bytes: Uint8Array | undefined): number {
  if (bytes !== undefined) return values.length - 1;
  return column.kind === 'binary' && !Array.isArray(values)
    ? values.length / (column.field.byteWidth ?? 1)
    : values.length;
}

function commonLength(
  typeName: string,
  names: readonly string[],
  given: readonly (Given | undefined)[],
): number {
  let rows: number | undefined;
  for (const [position, input] of given.entries()) {
    if (input === undefined) continue;
    rows ??= input.rows;
    if (input.rows === rows && Number.isInteger(rows) && rows >= 0) continue;
    throw new RecordError(
      'invalid-argument',
      `${typeName}.appendColumns: expected columns of one length, got ${input.rows} rows of ${names[position]} beside ${rows}`,
    );
  }
  return rows ?? 0;
}

function write(
  typeName: string,
  column: Column,
  given: Given | undefined,
  start: number,
  rows: number,
): void {
  if (given === undefined) {
    const value = column.field.defaultValue ?? null;
    for (let row = start; row < start + rows; row++) writeValue(column, row, value);
    return;
  }
  checkValidity(column, given);
  if (writeStorage(column, given, start)) {
    copyValidity(column, given, start);
    const invalid = firstInvalidRow(column, start, start + rows);
    if (invalid >= 0) throw refusedStorage(typeName, column, given, invalid, start);
  } else {
    writeEach(typeName, column, given, start);
  }
}

function checkValidity(column: Column, { rows, validity }: Given): void {
  if (validity === undefined || validity.length >= bitmapBytes(rows)) return;
  throw new RecordError(
    'out-of-range',
    `${column.name}: expected a validity bitmap of ${bitmapBytes(rows)} bytes, got ${validity.length}`,
  );
}

/** Copies storage of the column's own kind; false when it is not, and values have to be looked at one by one. */
function writeStorage(column: Column, given: Given, start: number): boolean {
  const { values, bytes, dictionary } = given;
  if (column instanceof TextColumn) {
    if (bytes !== undefined) writeTexts(column, given, bytes, start);
    return bytes !== undefined;
  }
  if (column.dictionary !== undefined && dictionary !== undefined && dictionary !== column.dictionary) {
    writeRemapped(column, column.dictionary, given, dictionary, start);
    return true;
  }
  if (values.constructor !== column.values.constructor) return false;
  (column.values as Uint8Array).set(values as Uint8Array, start * (column.field.byteWidth ?? 1));
  return true;
}

function writeRemapped(
  column: Column,
  own: Dictionary,
  given: Given,
  dictionary: Dictionary,
  start: number,
): void {
  const codes = given.values as CodedColumn['codes'];
  const remapped = new Int32Array(dictionary.size).fill(-1);
  for (let row = 0; row < given.rows; row++) {
    if (given.validity !== undefined && !bitAt(given.validity, row)) continue;
    const code = codes[row];
    // Beyond the dictionary, decode throws and says so.
    if (!(remapped[code] >= 0)) remapped[code] = own.encode(dictionary.decode(code));
    column.values[start + row] = remapped[code];
  }
}

function writeTexts(column: TextColumn, given: Given, bytes: Uint8Array, start: number): void {
  const offsets = given.values as Int32Array;
  for (let row = 0; row < given.rows; row++) {
    const from = offsets[row];
    const to = offsets[row + 1];
    if (!(from >= 0 && to >= from && to <= bytes.length)) {
      throw new RecordError(
        'out-of-range',
        `${column.name}, row ${start + row}: offsets ${from} to ${to} are not within its ${bytes.length} bytes`,
      );
    }
    const isNull = given.validity !== undefined && !bitAt(given.validity, row);
    column.setBytes(start + row, bytes, from, isNull ? from : to);
  }
}

function copyValidity(column: Column, { rows, validity }: Given, start: number): void {
  if (validity === undefined && column.validity === undefined) return;
  for (let row = 0; row < rows; row++) {
    if (validity === undefined || bitAt(validity, row)) column.setValid(start + row);
    else column.setNull(start + row);
  }
}

function writeEach(typeName: string, column: Column, { values, rows, validity }: Given, start: number): void {
  for (let row = 0; row < rows; row++) {
    const isNull = validity !== undefined && !bitAt(validity, row);
    const value = isNull ? null : (values[row] ?? null);
    if (writeValue(column, start + row, value)) continue;
    const found = issueOf(column.name, column.field, value) ?? full(column, String(value));
    throw refused(typeName, [found], `, row ${start + row}`);
  }
}

function refusedStorage(
  typeName: string,
  column: Column,
  given: Given,
  row: number,
  start: number,
): RecordError {
  if (column.kind !== 'dictionary' && column.kind !== 'utf8') {
    const found = issueOf(column.name, column.field, column.values[row]);
    if (found !== undefined) return refused(typeName, [found], `, row ${row}`);
  }
  const expected = column.kind === 'utf8' ? 'UTF-8' : `a code below ${column.dictionary?.size}`;
  const got = column.kind === 'utf8' ? 'other bytes' : describe(given.values[row - start]);
  return new RecordError(
    'out-of-range',
    `${typeName}, row ${row}: ${column.name}: expected ${expected}, got ${got}`,
  );
}

const full = (column: Column, text: string) =>
  dictionaryFull(column.name, column.dictionary?.limit ?? 0, text);

import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import { adoptColumn, type ColumnMemory, isStorage, malformed } from '../columns/adopt-column.ts';
import { bitAt } from '../columns/bitmap.ts';
import type { Column } from '../columns/column.ts';
import { writeValue } from '../columns/value.ts';
import { dictionaryFull, issueOf, undeclared } from '../rows/check-value.ts';
import { refused } from '../rows/row-class.ts';
import type { BatchState } from './batch-state.ts';

/** Memory such as a column has, or values to be looked at one by one. */
interface Given extends ColumnMemory {
  readonly values: ArrayLike<unknown>;
  readonly rows: number;
}

/** Adds columns after the last row, checked; nothing counts when one is refused. */
export function appendColumns(state: BatchState, input: { readonly [name: string]: unknown }): void {
  const { core, type, columns } = state;
  for (const name in input) {
    if (!core.positions.has(name)) throw refused(type.name, [undeclared(name, core.names)]);
  }
  const given = core.names.map((name, position) => takeApart(name, core.fields[position], input[name]));
  const rows = given.find((column) => column !== undefined)?.rows ?? 0;
  const adopted = given.map((column, position) => {
    const name = core.names[position];
    const { field, dictionary } = columns[position];
    if (column === undefined) return undefined;
    if (column.rows !== rows) throw malformed(name, `${rows} rows, as in the first column`, column.rows);
    if (!isStorage(field, column.values)) return undefined;
    return adoptColumn(name, field, { dictionary, ...column }, rows, true);
  });
  appendAll(state, rows, (column, position) => {
    const source = adopted[position];
    if (source === undefined) writeEach(type.name, column, given[position], state.length, rows);
    else column.copyFrom(source, rows, undefined, state.length);
  });
}

/** Adds the rows in play of a batch with the same fields. */
export function appendBatch(state: BatchState, { type, columns, selected, selection }: BatchState): void {
  if (type.schemaHash !== state.type.schemaHash) {
    throw new RecordError(
      'schema-mismatch',
      `appendBatch: ${type.name} has other fields than ${state.type.name}: use as(${state.type.name}) first`,
    );
  }
  appendAll(state, selected, (column, position) => {
    column.copyFrom(columns[position], selected, selection, state.length);
  });
}

/** Appends column by column: all of them, or nothing. */
function appendAll(state: BatchState, rows: number, write: (column: Column, position: number) => void): void {
  state.beforeAppend(rows);
  try {
    state.columns.forEach(write);
  } catch (cause) {
    state.forget(rows);
    throw cause;
  }
  state.afterAppend(rows);
}

function takeApart(name: string, field: Field, input: unknown): Given | undefined {
  if (input === undefined) return undefined;
  const parts = (isList(input) ? { values: input } : (input ?? {})) as Partial<Record<string, unknown>>;
  const offsets = field.kind === 'utf8' ? parts.offsets : undefined;
  const values = offsets ?? parts.values ?? parts.codes;
  if (!isList(values)) throw malformed(name, 'an array, or { values, validity }', input);
  const stride = Array.isArray(values) ? 1 : (field.byteWidth ?? 1);
  const rows = offsets === undefined ? Math.ceil(values.length / stride) : values.length - 1;
  return { ...(parts as Pick<Given, 'validity' | 'dictionary' | 'bytes'>), values, rows };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || ArrayBuffer.isView(value);

function writeEach(
  typeName: string,
  column: Column,
  given: Given | undefined,
  start: number,
  rows: number,
): void {
  const { name, field, dictionary } = column;
  const validity = given?.validity instanceof Uint8Array ? given.validity : undefined;
  for (let row = 0; row < rows; row++) {
    const isNull = validity !== undefined && !bitAt(validity, row);
    const value = isNull ? null : valueAt(given, row);
    const stored = value === undefined && field.isOptional ? (field.defaultValue ?? null) : value;
    if (writeValue(column, start + row, stored)) continue;
    const found = issueOf(name, field, value) ?? dictionaryFull(name, dictionary?.limit ?? 0, String(value));
    throw refused(typeName, [found], `, row ${row}`);
  }
}

/** A value as rows have it, also where codes have another width than the column's. */
function valueAt(given: Given | undefined, row: number): unknown {
  const value = given?.values[row];
  return given?.dictionary !== undefined && typeof value === 'number'
    ? given.dictionary.decode(value)
    : value;
}

import type * as arrow from '@uwdata/flechette';
import { defineRecord } from '../define-record.ts';
import { RecordError } from '../errors.ts';
import type { Field } from '../field.ts';
import { appendColumns } from '../internal/batches/append-columns.ts';
import { BatchState } from '../internal/batches/batch-state.ts';
import { adoptColumn, type ColumnMemory, isStorage } from '../internal/columns/adopt-column.ts';
import { createBatch, stateOf } from '../record-batch.ts';
import type { RecordType } from '../types.ts';
import { fieldFor } from './arrow-type.ts';
import { malformedArrow } from './flat-table.ts';
import { type ReadColumn, readColumn } from './read-column.ts';

/** A record type with a field for each column. */
export function typeOf(name: string, fields: readonly arrow.Field[]): RecordType {
  const made: Record<string, Field> = {};
  for (const field of fields) {
    if (Object.hasOwn(made, field.name)) throw malformedArrow(`two columns are named ${field.name}`);
    made[field.name] = fieldFor(field);
  }
  return defineRecord(name, made) as unknown as RecordType;
}

/** All record batches of a table, as one batch. */
export function readTable(type: RecordType, table: arrow.Table): BatchState {
  const columns = type.fieldNames.map((name) => findColumn(table, name, type));
  const parts = columns[0].data.map((_, index) => readBatch(type, columns, index));
  const [first] = parts;
  const isAsNeeded = (name: string) => isStorage(type.fields[name], memoryOf(first.columns[name]).values);
  if (parts.length === 1 && type.fieldNames.every(isAsNeeded)) return adopt(type, first);
  const rows = parts.reduce((sum, { length }) => sum + length, 0);
  const state = stateOf(createBatch(type, rows));
  for (const part of parts) appendColumns(state, part.columns);
  return state;
}

/** One record batch, by field name. */
interface Part {
  readonly length: number;
  readonly columns: { readonly [name: string]: ReadColumn };
}

function findColumn(table: arrow.Table, name: string, type: RecordType): arrow.Column<unknown> {
  const position = table.names.indexOf(name);
  if (position >= 0) {
    // Of a type that can be read, which the field wanted does not say.
    fieldFor(table.schema.fields[position]);
    return table.children[position];
  }
  throw new RecordError(
    'schema-mismatch',
    `fromArrow: ${type.name} has a field ${name}, and the data has only ${table.names.map(String).join(', ')}`,
  );
}

function readBatch(type: RecordType, columns: readonly arrow.Column<unknown>[], index: number): Part {
  const { length } = columns[0].data[index];
  const read = type.fieldNames.map((name, position) => {
    const batch = columns[position].data[index];
    if (batch?.length !== length)
      throw malformedArrow(`${name}: expected ${length} rows, got ${batch?.length}`);
    return [name, readColumn(name, type.fields[name], batch)] as const;
  });
  return { length, columns: Object.fromEntries(read) };
}

/** The memory of a column, under the one name that all kinds of columns have for it. */
function memoryOf({ values, codes, offsets, ...others }: ReadColumn): ColumnMemory {
  return { values: values ?? codes ?? offsets, ...others };
}

/** A batch over memory that stays somebody else's. */
function adopt(type: RecordType, { length, columns }: Part): BatchState {
  const adopted = type.fieldNames.map((name) =>
    adoptColumn(name, type.fields[name], memoryOf(columns[name]), length, true),
  );
  const state = new BatchState(type, adopted, length, false);
  state.setLength(length);
  state.mayBeShared = true;
  return state;
}

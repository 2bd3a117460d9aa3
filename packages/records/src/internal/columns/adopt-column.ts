import type { Dictionary } from '../../dictionary.ts';
import { RecordError } from '../../errors.ts';
import type { Field } from '../../field.ts';
import type { ColumnValues } from '../../types.ts';
import { describe, expectation } from '../rows/check-value.ts';
import { bitmapBytes } from './bitmap.ts';
import type { Column } from './column.ts';
import { elementCount, valuesType } from './column-type.ts';
import { firstInvalidRow } from './first-invalid-row.ts';
import { makeColumn } from './make-column.ts';
import { Storage } from './storage.ts';

/** A column's memory as somebody else has it. */
export interface ColumnMemory {
  readonly values: unknown;
  readonly validity?: unknown;
  readonly dictionary?: Dictionary | undefined;
  /** Of text. */
  readonly bytes?: unknown;
}

/** Whether values are an array of the kind that holds the field's. */
export function isStorage(field: Field, values: unknown): values is ColumnValues {
  return values instanceof valuesType(field);
}

/**
 * A column over memory from elsewhere, of which everything that later code relies on is checked.
 *
 * @param isForeign - Whether it stays somebody else's, and is copied before it is written to.
 * @throws RecordError `malformed` when a part is missing or too short, `out-of-range` when a row has no value of the field.
 */
export function adoptColumn(
  name: string,
  field: Field,
  memory: ColumnMemory,
  length: number,
  isForeign: boolean,
): Column {
  const { values, validity, dictionary, bytes } = memory;
  if (!isStorage(field, values) || values.length < elementCount(field, length)) {
    throw malformed(name, `${elementCount(field, length)} elements in a ${valuesType(field).name}`, values);
  }
  if ((field.kind === 'utf8') !== bytes instanceof Uint8Array) throw malformed(name, 'bytes of text', bytes);
  const storage = new Storage(values.buffer, length, undefined, isForeign);
  storage.live = 1;
  const column = makeColumn({ name, field, storage, values }, bytes as Uint8Array | undefined, length);
  column.validity = adoptValidity(column, validity);
  column.dictionary = dictionary;
  const row = firstInvalidRow(column, 0, length);
  if (row < 0) return column;
  const expected = dictionary === undefined ? expectation(field) : `a code below ${dictionary.size}`;
  throw new RecordError(
    'out-of-range',
    `${name}, row ${row}: expected ${expected}, got ${bytes ? 'other bytes' : describe(values[row])}`,
  );
}

/** The error of memory that is not as it has to be. */
export function malformed(what: string, expected: string, got: unknown): RecordError {
  return new RecordError('malformed', `${what}: expected ${expected}, got ${describe(got)}`);
}

function adoptValidity({ name, isNullable, capacity }: Column, validity: unknown): Uint8Array | undefined {
  if (validity === undefined) return undefined;
  const bytes = bitmapBytes(capacity);
  if (isNullable && validity instanceof Uint8Array && validity.length >= bytes) return validity;
  throw malformed(`${name}: validity`, isNullable ? `${bytes} bytes` : 'none', validity);
}

import { Dictionary } from '../dictionary.ts';
import { RecordError } from '../errors.ts';
import type { Field } from '../field.ts';
import { BatchState } from '../internal/batches/batch-state.ts';
import { type RowNumbers, takeRowNumbers } from '../internal/batches/row-numbers.ts';
import { bitmapBytes } from '../internal/columns/bitmap.ts';
import type { Column } from '../internal/columns/column.ts';
import { elementCount, valuesType } from '../internal/columns/column-type.ts';
import { firstInvalidRow } from '../internal/columns/first-invalid-row.ts';
import { makeColumn } from '../internal/columns/make-column.ts';
import { Storage } from '../internal/columns/storage.ts';
import { describe } from '../internal/rows/check-value.ts';
import type { RecordType } from '../types.ts';
import {
  type BatchMessage,
  type ColumnMessage,
  type DictionaryMessage,
  messageFormat,
} from './batch-message.ts';

/** Gives a message's dictionary, for the field of that name. */
export type ReadDictionary = (name: string, message: DictionaryMessage, limit: number) => Dictionary;

/**
 * The batch of a message, over the message's own memory.
 *
 * A message is data from elsewhere: everything that later code relies on is checked, so that it gives a batch or throws.
 */
export function readMessage(
  message: BatchMessage,
  type: RecordType,
  readDictionary: ReadDictionary = readWhole,
): BatchState {
  const { length, columns } = message;
  if (!Number.isInteger(length) || length < 0) throw malformed('length', 'a number of rows', length);
  if (!Array.isArray(columns) || columns.length !== type.fieldNames.length) {
    throw malformed('columns', `${type.fieldNames.length} columns`, columns);
  }
  const read = type.fieldNames.map((name, position) =>
    readColumn(name, type.fields[name], columns[position], length, readDictionary),
  );
  const capacity = Math.min(...read.map((column) => column.capacity));
  const isShared = read.every((column) => column.storage.isSharedMemory);
  const state = new BatchState(type, read, capacity, isShared);
  state.setLength(length);
  state.origin = readOrigin(message.origin, length);
  if (message.rows !== undefined) putInPlay(state, message.rows);
  return state;
}

/** Whether a value says of itself that it is a message, and of which form. */
export function assertMessage(value: unknown): asserts value is BatchMessage {
  const format = typeof value === 'object' && value !== null ? (value as { format?: unknown }).format : value;
  if (format !== messageFormat) throw malformed('format', messageFormat, format);
}

export function malformed(part: string, expected: string, got: unknown): RecordError {
  return new RecordError('malformed', `Batch message: ${part}: expected ${expected}, got ${describe(got)}`);
}

function readColumn(
  name: string,
  field: Field,
  message: ColumnMessage,
  length: number,
  readDictionary: ReadDictionary,
): Column {
  const { values, validity, bytes } = message ?? {};
  const Values = valuesType(field);
  if (!(values instanceof Values) || values.length < elementCount(field, length)) {
    throw malformed(name, `a ${Values.name} of at least ${elementCount(field, length)}`, values);
  }
  if (field.kind === 'utf8' && !(bytes instanceof Uint8Array)) throw malformed(name, 'bytes of text', bytes);
  const storage = new Storage(values.buffer, length);
  storage.live = 1;
  const column = makeColumn({ name, field, storage, values }, bytes, length);
  column.validity = readValidity(column, validity, length);
  if (field.kind === 'dictionary') {
    if (message.dictionary === undefined) throw malformed(name, 'a dictionary', message.dictionary);
    column.dictionary = readDictionary(name, message.dictionary, field.limit ?? 0);
  }
  const invalid = firstInvalidRow(column, 0, length);
  if (invalid >= 0)
    throw malformed(`${name}, row ${invalid}`, `a value of kind ${field.kind}`, values[invalid]);
  return column;
}

function readValidity(column: Column, validity: unknown, length: number): Uint8Array | undefined {
  if (validity === undefined) return undefined;
  if (!column.isNullable || !(validity instanceof Uint8Array) || validity.length < bitmapBytes(length)) {
    throw malformed(`${column.name} validity`, column.isNullable ? 'a bitmap of all rows' : 'none', validity);
  }
  if (validity.length >= bitmapBytes(column.capacity)) return validity;
  const wider = new Uint8Array(bitmapBytes(column.capacity)).fill(255);
  wider.set(validity);
  return wider;
}

/** A dictionary that came whole. */
export function readWhole(name: string, message: DictionaryMessage, limit: number): Dictionary {
  if (message?.base !== 0) {
    throw malformed(
      `${name} dictionary`,
      'all texts: a message of a channel is read by its receiver',
      message?.base,
    );
  }
  if (!Number.isInteger(message.limit) || message.limit < 1 || message.limit > limit) {
    throw malformed(`${name} dictionary`, `a limit up to ${limit}`, message.limit);
  }
  const dictionary = new Dictionary(message.limit);
  addTexts(name, dictionary, message.texts);
  return dictionary;
}

/** Adds texts, each of which has to be new. */
export function addTexts(name: string, dictionary: Dictionary, texts: unknown): void {
  if (!Array.isArray(texts)) throw malformed(`${name} dictionary`, 'texts', texts);
  for (const text of texts) {
    const size = dictionary.size;
    if (typeof text !== 'string' || dictionary.tryEncode(text) !== size) {
      throw malformed(`${name} dictionary`, `a further text, of at most ${dictionary.limit}`, text);
    }
  }
}

function readOrigin(origin: unknown, length: number): Uint32Array | undefined {
  if (origin === undefined || (origin instanceof Uint32Array && origin.length === length)) return origin;
  throw malformed('origin', `row numbers of ${length} rows`, origin);
}

function putInPlay(state: BatchState, rows: RowNumbers): void {
  const isNumbers = rows instanceof Uint16Array || rows instanceof Uint32Array;
  if (!isNumbers || rows.length > state.length || !isAscending(rows, state.length)) {
    throw malformed('rows', `ascending row numbers below ${state.length}`, rows);
  }
  const own = takeRowNumbers(state.capacity);
  own.set(rows);
  state.setRows(own, rows.length);
}

function isAscending(rows: RowNumbers, length: number): boolean {
  for (let index = 1; index < rows.length; index++) if (rows[index] <= rows[index - 1]) return false;
  return rows.length === 0 || rows[rows.length - 1] < length;
}

/** Lets a RecordError through and makes one of anything else that a damaged message may lead to. */
export function sealErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (RecordError.is(cause)) throw cause;
    throw new RecordError('malformed', 'Batch message: it is damaged and cannot be read', { cause });
  }
}

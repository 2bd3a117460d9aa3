import { Dictionary } from '../dictionary.ts';
import { RecordError } from '../errors.ts';
import type { Field } from '../field.ts';
import { BatchState } from '../internal/batches/batch-state.ts';
import { type RowNumbers, takeRowNumbers } from '../internal/batches/row-numbers.ts';
import { checkWhole } from '../internal/check-whole.ts';
import { adoptColumn, malformed } from '../internal/columns/adopt-column.ts';
import type { Column } from '../internal/columns/column.ts';
import type { RecordType } from '../types.ts';
import type { BatchMessage, ColumnMessage, DictionaryMessage } from './batch-message.ts';

/** Gives the dictionary of a message's field. */
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
  const { length, columns, rows, origin } = message;
  checkWhole('length', length, 0, Number.MAX_SAFE_INTEGER, 'malformed');
  const read = type.fieldNames.map((name, position) =>
    readColumn(name, type.fields[name], columns[position], length, readDictionary),
  );
  const capacity = Math.min(...read.map((column) => column.capacity));
  const state = new BatchState(type, read, capacity, read[0].storage.isSharedMemory);
  state.setLength(length);
  if (origin !== undefined && !(origin instanceof Uint32Array && origin.length === length)) {
    throw malformed('origin', `${length} row numbers`, origin);
  }
  state.origin = origin;
  if (rows !== undefined) putInPlay(state, rows);
  return state;
}

function readColumn(
  name: string,
  field: Field,
  { dictionary, ...memory }: ColumnMessage,
  length: number,
  readDictionary: ReadDictionary,
): Column {
  if (field.kind !== 'dictionary' || dictionary === undefined)
    return adoptColumn(name, field, memory, length, false);
  const read = readDictionary(name, dictionary, field.limit ?? 0);
  return adoptColumn(name, field, { ...memory, dictionary: read }, length, false);
}

/** A dictionary that came whole. */
export function readWhole(name: string, { base, texts }: DictionaryMessage, limit: number): Dictionary {
  if (base !== 0) throw malformed(`${name}: dictionary`, 'all its texts', base);
  const dictionary = new Dictionary(limit);
  addTexts(name, dictionary, texts);
  return dictionary;
}

/** Adds texts, each of which has to be new. */
export function addTexts(name: string, dictionary: Dictionary, texts: readonly unknown[]): void {
  for (const text of texts) {
    const code = dictionary.size;
    if (typeof text !== 'string' || dictionary.tryEncode(text) !== code)
      throw malformed(name, 'a further text', text);
  }
}

function putInPlay(state: BatchState, rows: RowNumbers): void {
  const isNumbers = rows instanceof Uint16Array || rows instanceof Uint32Array;
  if (!isNumbers || rows.some((row, index) => row >= state.length || (index > 0 && row <= rows[index - 1]))) {
    throw malformed('rows', 'ascending rows', rows);
  }
  const own = takeRowNumbers(state.capacity);
  own.set(rows);
  state.setRows(own, rows.length);
}

/** Lets a RecordError through and makes one of anything else that a damaged message may lead to. */
export function sealErrors<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw cause instanceof RecordError
      ? cause
      : new RecordError('malformed', 'The message is damaged', { cause });
  }
}

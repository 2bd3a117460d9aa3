import type { Dictionary } from '../dictionary.ts';
import type { BatchState } from '../internal/batches/batch-state.ts';
import { TextColumn } from '../internal/columns/text-column.ts';
import { type BatchMessage, type DictionaryMessage, messageFormat } from './batch-message.ts';

/** Hands a batch over: its columns become the message's, and the batch is used up. */
export function writeMessage(
  state: BatchState,
  writeDictionary: (name: string, dictionary: Dictionary) => DictionaryMessage = writeWhole,
): BatchMessage {
  // What another batch may read must not go away with the message.
  if (state.mayBeShared) state.rebuild(Math.max(state.length, 1), state.length);
  const rows = state.selection?.slice();
  const origin = state.origin?.slice();
  const columns = state.columns.map((column) => ({
    values: column.values,
    validity: column.validity,
    bytes: column instanceof TextColumn ? column.bytes : undefined,
    dictionary: column.dictionary && writeDictionary(column.name, column.dictionary),
  }));
  const buffers = new Set([
    ...state.columns.flatMap((column) => column.buffers()),
    rows?.buffer,
    origin?.buffer,
  ]);
  state.endAs('handed over');
  return {
    format: messageFormat,
    typeName: state.type.name,
    schemaHash: state.type.schemaHash,
    fields: state.core.names.map((name, position) => ({ name, ...state.core.fields[position] })),
    length: state.length,
    columns,
    rows,
    origin,
    transfer: [...buffers].filter((buffer) => buffer instanceof ArrayBuffer),
  };
}

const writeWhole = (_: string, { texts }: Dictionary): DictionaryMessage => ({ base: 0, texts: [...texts] });

import type { Dictionary } from '../dictionary.ts';
import type { BatchState } from '../internal/batches/batch-state.ts';
import type { Column } from '../internal/columns/column.ts';
import { TextColumn } from '../internal/columns/text-column.ts';
import { describeField } from '../internal/field-description.ts';
import { type BatchMessage, type DictionaryMessage, messageFormat } from './batch-message.ts';

/** Hands a batch over: its columns become the message's, and the batch is used up. */
export function writeMessage(
  state: BatchState,
  writeDictionary: (name: string, dictionary: Dictionary) => DictionaryMessage = writeWhole,
  sequence?: number,
): BatchMessage {
  if (!ownsItsMemory(state.columns)) state.rebuild(Math.max(state.length, 1), state.length);
  const rows = state.selection?.slice();
  const origin = state.origin?.slice();
  const columns = state.columns.map((column) => ({
    values: column.values,
    validity: column.validity,
    bytes: column instanceof TextColumn ? column.bytes : undefined,
    dictionary: column.dictionary && writeDictionary(column.name, column.dictionary),
  }));
  const buffers = new Set(state.columns.flatMap((column) => column.buffers()));
  for (const numbers of [rows, origin]) if (numbers !== undefined) buffers.add(numbers.buffer);
  state.end = 'handed over';
  return {
    format: messageFormat,
    typeName: state.type.name,
    schemaHash: state.type.schemaHash,
    fields: state.core.names.map((name, position) => describeField(name, state.core.fields[position])),
    length: state.length,
    columns,
    rows,
    origin,
    sequence,
    transfer: [...buffers].filter((buffer) => buffer instanceof ArrayBuffer),
  };
}

const writeWhole = (_: string, { limit, texts }: Dictionary): DictionaryMessage => ({
  limit,
  base: 0,
  texts: [...texts],
});

/** Whether nobody else reads any of the memory, so that it can go away with the message. */
function ownsItsMemory(columns: readonly Column[]): boolean {
  return columns.every(
    (column) =>
      !column.isShared &&
      column.storage.live === columns.filter(({ storage }) => storage === column.storage).length,
  );
}

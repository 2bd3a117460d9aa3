import type { RowNumbers } from '../internal/batches/row-numbers.ts';
import type { FieldDescription } from '../internal/field-description.ts';
import type { ColumnValues } from '../types.ts';

/** The form of messages this version writes and reads. */
export const messageFormat = '@pipe/records/batch/1';

/** A column's memory: handed over, not copied. */
export interface ColumnMessage {
  readonly values: ColumnValues;
  readonly validity: Uint8Array | undefined;
  /** Of a utf8 field. */
  readonly bytes: Uint8Array | undefined;
  /** Of a dictionary field. */
  readonly dictionary: DictionaryMessage | undefined;
}

/** The texts of a dictionary from code `base` on; `base` is 0 unless the message belongs to a paired channel. */
export interface DictionaryMessage {
  readonly base: number;
  readonly texts: readonly string[];
}

/**
 * A batch on its way to another thread: plain data for `postMessage(message, message.transfer)`.
 *
 * Columns in a SharedArrayBuffer are shared, the others transferred.
 */
export interface BatchMessage {
  readonly format: typeof messageFormat;
  readonly typeName: string;
  readonly schemaHash: string;
  readonly fields: readonly FieldDescription[];
  readonly length: number;
  readonly columns: readonly ColumnMessage[];
  /** The rows in play, unless all are. */
  readonly rows: RowNumbers | undefined;
  readonly origin: Uint32Array | undefined;
  /** Of a channel's messages, which have to be read in order. */
  readonly sequence?: number;
  /** What `postMessage` is to transfer. */
  readonly transfer: ArrayBuffer[];
}

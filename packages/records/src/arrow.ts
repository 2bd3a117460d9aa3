/**
 * Batches to Arrow streams and files, and back, with `@uwdata/flechette` installed beside this package.
 *
 * @packageDocumentation
 */

import * as flechette from '@uwdata/flechette';
import { malformedArrow } from './arrow/flat-table.ts';
import { readTable, typeOf } from './arrow/read-table.ts';
import { verifyIpc } from './arrow/verify-ipc.ts';
import { writeColumn } from './arrow/write-column.ts';
import { RecordError } from './errors.ts';
import type { Fields } from './field.ts';
import { batchOf, type RecordBatch, stateOf } from './record-batch.ts';
import type { RecordType } from './types.ts';

/** How Arrow data is framed: a stream is read from its beginning, a file (also called Feather) from anywhere. */
export interface ToArrowOptions {
  /** @defaultValue 'stream' */
  readonly format?: 'stream' | 'file';
}

/**
 * The rows in play of a batch as Arrow IPC bytes, uncompressed, as one record batch.
 *
 * Columns are written as they lie in memory, but for bool (to bits) and timestamp: that becomes an Arrow timestamp in
 * UTC, in milliseconds when all are whole, else in microseconds or, where only those are exact, nanoseconds.
 */
export function toArrow<F extends Fields>(
  batch: RecordBatch<F>,
  { format = 'stream' }: ToArrowOptions = {},
): Uint8Array {
  const compact = batch.fork().compact();
  const { columns, length, core, type } = stateOf(compact as unknown as RecordBatch);
  const written = columns.map((column) => writeColumn(column, length));
  const schema = {
    version: flechette.Version.V5,
    endianness: flechette.Endianness.Little,
    fields: written.map((column, position) =>
      flechette.field(core.names[position], column.type, core.fields[position].isNullable),
    ),
    metadata: new Map([[typeNameKey, type.name]]),
  };
  const bytes = flechette.tableToIPC(new flechette.Table(schema, written), { format });
  compact.release();
  if (bytes === null)
    throw new RecordError('unsupported', 'toArrow: the installed flechette returns no bytes; install 2.6.0');
  return bytes;
}

/** Where a schema says which record type it was written from. */
const typeNameKey = '@pipe/records';

/**
 * The rows of an Arrow IPC stream or file, all its record batches as one.
 *
 * A single record batch of the same layout is not copied: the batch then reads `bytes`, which have to stay as they are,
 * and copies a column before it writes to it.
 *
 * @param type - What the rows are to be: columns are found by name, converted where that loses nothing, and the others
 *   left out. Without it, a record type is made of the schema.
 * @throws RecordError `malformed` for bytes that are damaged or no Arrow data, `schema-mismatch` when a column is
 *   missing, `unsupported` for Arrow types and compression that records do not read.
 */
export function fromArrow<F extends Fields = Fields>(
  bytes: Uint8Array | ArrayBuffer,
  type?: RecordType<F>,
): RecordBatch<F> {
  try {
    const whole = aligned(bytes);
    verifyIpc(whole);
    const table = flechette.tableFromIPC(whole, { useBigInt: true });
    const name = table.schema.metadata?.get(typeNameKey) ?? 'ArrowRecord';
    const found = (type as unknown as RecordType | undefined) ?? typeOf(name, table.schema.fields);
    return batchOf(readTable(found, table)) as unknown as RecordBatch<F>;
  } catch (cause) {
    if (cause instanceof RecordError) throw cause;
    throw malformedArrow('the bytes are damaged, or no Arrow IPC stream or file', cause);
  }
}

/** Eight-byte values need addresses that are multiples of eight; Arrow counts them from its first byte. */
function aligned(bytes: Uint8Array | ArrayBuffer): Uint8Array {
  if (!(bytes instanceof Uint8Array)) return new Uint8Array(bytes);
  return bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
}

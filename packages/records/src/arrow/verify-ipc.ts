import { Allowance, FlatTable, malformedArrow, toLength } from './flat-table.ts';

/*
 * Checks Arrow IPC bytes (arrow.apache.org/docs/format/Columnar.html, Message.fbs, Schema.fbs, File.fbs) before a reader
 * that trusts them sees them: every table, list, buffer and message lies inside the bytes, nothing refers to itself, and
 * no column claims more rows than its bytes can hold.
 */

const magic = 'ARROW1';
const continuation = -1;
const header = { schema: 1, dictionaryBatch: 2, recordBatch: 3 } as const;
const typeId = { binary: 4, utf8: 5, timestamp: 10, union: 14, largeBinary: 19, largeUtf8: 20 } as const;

/** Types nested more deeply are nobody's tables. */
const deepest = 32;

/** What the messages of one table have in common. */
interface Context {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly allowance: Allowance;
  /** The value type of each dictionary, by its id. */
  readonly dictionaries: Map<number, number>;
}

/** @throws RecordError `malformed`, or a RangeError of a read outside the bytes. */
export function verifyIpc(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const context = { bytes, view, allowance: new Allowance(bytes.length), dictionaries: new Map() };
  const isFile = String.fromCharCode(...bytes.subarray(0, magic.length)) === magic;
  if (isFile) verifyFile(context);
  else verifyStream(context);
}

function verifyStream(context: Context): void {
  let index: number | undefined = 0;
  let messages = 0;
  while (index !== undefined && index + 4 <= context.bytes.length) {
    index = verifyMessage(context, index);
    if (index !== undefined) messages += 1;
  }
  if (messages === 0) throw malformedArrow('expected an Arrow IPC stream or file, got other bytes');
}

function verifyFile(context: Context): void {
  const { view, allowance } = context;
  const end = view.byteLength - magic.length - 4;
  const footer = new FlatTable(view, end - view.getInt32(end, true), allowance);
  const schema = footer.table(6);
  if (schema === undefined) throw malformedArrow('the file has no schema');
  verifySchema(schema, context);
  for (const slot of [8, 10]) {
    for (const place of footer.vector(slot, 24))
      verifyMessage(context, toLength(view.getBigInt64(place, true)));
  }
}

/** Checks the message at `index`; where the next one begins, or undefined at the end of the stream. */
function verifyMessage(context: Context, index: number): number | undefined {
  const { bytes, view, allowance } = context;
  let start = index + 4;
  let size = view.getInt32(index, true);
  if (size === continuation) {
    size = start + 4 <= bytes.length ? view.getInt32(start, true) : 0;
    start += 4;
  }
  if (size === 0) return undefined;
  if (size < 0 || start + size > bytes.length)
    throw malformedArrow(`a message of ${size} bytes at ${index} is cut off`);
  const message = new FlatTable(new DataView(view.buffer, view.byteOffset + start, size), 0, allowance);
  const bodyLength = message.int64(10);
  const body = start + size;
  if (body + bodyLength > bytes.length)
    throw malformedArrow(`a message body of ${bodyLength} bytes is cut off`);
  const content = message.table(8);
  if (content !== undefined)
    verifyContent(message.uint8(6), content, bytes.subarray(body, body + bodyLength), context);
  return body + bodyLength;
}

function verifyContent(type: number, content: FlatTable, body: Uint8Array, context: Context): void {
  if (type === header.schema) {
    verifySchema(content, context);
  } else if (type === header.recordBatch) {
    verifyRecordBatch(content, body);
  } else if (type === header.dictionaryBatch) {
    const data = content.table(6);
    if (data === undefined) throw malformedArrow('a dictionary has no data');
    verifyRecordBatch(data, body);
    verifyDictionary(context.dictionaries.get(content.int64(4)), data, body);
  } else {
    throw malformedArrow(`expected a schema, records or a dictionary, got a message of type ${type}`);
  }
}

function verifySchema(schema: FlatTable, context: Context): void {
  for (const field of schema.tables(6)) verifyField(field, context, 0);
  verifyMetadata(schema, 8);
}

function verifyField(field: FlatTable, context: Context, depth: number): void {
  if (depth > deepest) throw malformedArrow('its types are nested too deeply');
  field.text(4);
  const type = field.uint8(8);
  const details = field.table(10);
  if (type === typeId.timestamp) details?.text(6);
  if (type === typeId.union) details?.vector(6, 4);
  const dictionary = field.table(12);
  if (dictionary !== undefined) context.dictionaries.set(dictionary.int64(4), type);
  for (const child of field.tables(14)) verifyField(child, context, depth + 1);
  verifyMetadata(field, 16);
}

function verifyMetadata(owner: FlatTable, slot: number): void {
  for (const entry of owner.tables(slot)) {
    entry.text(4);
    entry.text(6);
  }
}

function verifyRecordBatch(batch: FlatTable, body: Uint8Array): void {
  if (batch.place(10) !== 0) throw malformedArrow('its buffers are compressed; write it without compression');
  batch.int64(4);
  for (const place of batch.vector(6, 16)) {
    const length = toLength(batch.view.getBigInt64(place, true));
    toLength(batch.view.getBigInt64(place + 8, true));
    // A row takes a bit at least.
    if (length > body.length * 8) throw malformedArrow(`${length} rows do not fit into ${body.length} bytes`);
  }
  regionsOf(batch, body);
  for (const place of batch.vector(12, 8))
    batch.allowance.spend(toLength(batch.view.getBigInt64(place, true)));
}

interface Region {
  readonly offset: number;
  readonly length: number;
}

function regionsOf(batch: FlatTable, body: Uint8Array): Region[] {
  return batch.vector(8, 16).map((place) => {
    const offset = toLength(batch.view.getBigInt64(place, true));
    const length = toLength(batch.view.getBigInt64(place + 8, true));
    if (offset + length > body.length)
      throw malformedArrow(`a buffer up to ${offset + length} leaves its ${body.length} bytes`);
    return { offset, length };
  });
}

/** A dictionary is decoded at once, so its texts must not overlap: a few bytes could become any amount of text. */
function verifyDictionary(type: number | undefined, batch: FlatTable, body: Uint8Array): void {
  if (type === typeId.utf8 || type === typeId.binary) verifyOffsets(batch, body, 4);
  else if (type === typeId.largeUtf8 || type === typeId.largeBinary) verifyOffsets(batch, body, 8);
  else throw malformedArrow('expected a dictionary of text');
}

function verifyOffsets(batch: FlatTable, body: Uint8Array, width: 4 | 8): void {
  const [node] = batch.vector(6, 16);
  const [, offsets, data] = regionsOf(batch, body);
  if (node === undefined || data === undefined) throw malformedArrow('a dictionary has no texts');
  const texts = toLength(batch.view.getBigInt64(node, true));
  if (texts === 0) return;
  const view = new DataView(body.buffer, body.byteOffset + offsets.offset, offsets.length);
  let last = 0;
  for (let text = 0; text <= texts; text++) {
    const offset = width === 4 ? view.getInt32(text * 4, true) : toLength(view.getBigInt64(text * 8, true));
    if (offset < last || offset > data.length)
      throw malformedArrow(`text ${text} of a dictionary is out of place`);
    last = offset;
  }
}

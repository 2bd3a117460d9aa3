import { openFile, openHandle } from '#platform';
import { loadWording } from '../load-wording.ts';
import { oneChunk, streamChunks } from './chunks.ts';
import { findCompression } from './compression.ts';
import { type CsvInput, type FileHandleLike, isFile } from './csv-input.ts';
import { decompressed } from './decompressed.ts';
import { headSize, wholeHead } from './whole-head.ts';

/** The bytes as they are, from any offset where the size is known, else from their beginning. Files give chunks of a size. */
export interface RawInput {
  readonly size?: number | undefined;
  readonly chunks: (offset: number, chunk?: number) => AsyncIterable<Uint8Array>;
}

/** Bytes to read, decompressed. */
export interface OpenInput {
  /** How many there are, also before these; undefined where only reading tells. */
  readonly size?: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Opens an input to read it from an offset on. What cannot begin there is read from its beginning and passed over.
 *
 * @throws CsvError `invalid-option` for what is no input, `missing-file` or `unreadable-input` for what cannot be opened.
 */
export async function openInput(input: CsvInput, offset: number, signal: AbortSignal): Promise<OpenInput> {
  const { size, chunks } = await openRaw(input, signal);
  if (size !== undefined && !(await isCompressed(chunks(0, headSize))))
    return { size, chunks: chunks(offset) };
  return { chunks: skipBytes(decompressed(chunks(0)), offset) };
}

async function openRaw(input: CsvInput, signal: AbortSignal): Promise<RawInput> {
  if (isFile(input)) return openFile(input);
  if (input instanceof URL) {
    const { fetchBody } = await import('./fetch-body.ts');
    return openRaw(await fetchBody(input, signal), signal);
  }
  if (input instanceof Uint8Array) {
    return { size: input.length, chunks: (offset) => oneChunk(input.subarray(offset)) };
  }
  if (input instanceof Blob) {
    return { size: input.size, chunks: (offset) => streamChunks(input.slice(offset).stream(), signal) };
  }
  if (input instanceof ReadableStream) return { chunks: () => streamChunks(input, signal) };
  const object: object = Object(input);
  if (isFileHandle(object)) return openHandle(object);
  if (Symbol.asyncIterator in object) return { chunks: () => object as AsyncIterable<Uint8Array> };
  throw (await loadWording()).noInput(input);
}

const isFileHandle = (input: object): input is FileHandleLike => 'fd' in input && 'stat' in input;

async function isCompressed(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const head of wholeHead(chunks)) return findCompression(head) !== undefined;
  return false;
}

async function* skipBytes(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

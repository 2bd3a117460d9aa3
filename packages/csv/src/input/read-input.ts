import { fileChunks, handleChunks } from '#file';
import { CsvError } from '../errors.ts';
import type { CsvInput, FileHandleLike } from './csv-input.ts';
import { compression, decompressed } from './decompress.ts';

/** Gives the bytes of an input from an offset on. */
type Chunks = (offset: number) => AsyncIterable<Uint8Array>;

/**
 * The decompressed bytes of an input from `offset` on. What cannot begin there, or is compressed, is read from its
 * beginning and passed over.
 */
export async function* readInput(
  input: CsvInput,
  offset: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { chunks, canSeek } = openInput(input, signal);
  if (offset > 0 && canSeek && !(await isCompressed(chunks(0)))) yield* chunks(offset);
  else yield* skipBytes(decompressed(chunks(0)), offset);
}

function openInput(input: CsvInput, signal: AbortSignal | undefined): { chunks: Chunks; canSeek: boolean } {
  if (typeof input === 'string') return { chunks: (offset) => fileChunks(input, offset), canSeek: true };
  if (input instanceof URL) {
    if (input.protocol === 'file:') return { chunks: (offset) => fileChunks(input, offset), canSeek: true };
    return { chunks: () => fetchChunks(input, signal), canSeek: false };
  }
  if (input instanceof Uint8Array)
    return { chunks: (offset) => oneChunk(input.subarray(offset)), canSeek: true };
  if (input instanceof Blob) {
    return { chunks: (offset) => streamChunks(input.slice(offset).stream(), signal), canSeek: true };
  }
  if (input instanceof ReadableStream) return { chunks: () => streamChunks(input, signal), canSeek: false };
  if (isFileHandle(input)) return { chunks: (offset) => handleChunks(input, offset), canSeek: true };
  if (typeof input?.[Symbol.asyncIterator] === 'function') return { chunks: () => input, canSeek: false };
  throw new CsvError(
    'invalid-option',
    `input: expected a path, a URL, or bytes as a Uint8Array, Blob, ReadableStream, async iterable or FileHandle, got ${String(input)}`,
  );
}

const isFileHandle = (input: object): input is FileHandleLike => 'fd' in input && 'read' in input;

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* streamChunks(
  stream: ReadableStream<Uint8Array>,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  // A read that hangs ends when its stream is cancelled.
  const cancel = () => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    cancel();
  }
}

async function* fetchChunks(url: URL, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const response = await fetch(url, signal === undefined ? {} : { signal });
  if (!response.ok || response.body === null) {
    throw new CsvError('unreadable-input', `${url} answered ${response.status} ${response.statusText}`);
  }
  yield* streamChunks(response.body, signal);
}

async function isCompressed(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const chunk of chunks) return compression(chunk) !== undefined;
  return false;
}

async function* skipBytes(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

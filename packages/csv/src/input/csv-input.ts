/**
 * Where bytes come from: a path or `file:` URL (in Node, Deno and Bun), an `http(s):` URL, bytes, a Blob, a stream or
 * iterable of bytes, or an open file of `node:fs/promises`, which stays open.
 */
export type CsvInput =
  | string
  | URL
  | Uint8Array
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | FileHandleLike;

/** What is used of a `FileHandle` of `node:fs/promises`. */
export interface FileHandleLike {
  readonly fd: number;
  /** How large the file is. */
  stat(): Promise<{ readonly size: number }>;
  /** Reads bytes from a place in the file into a buffer. */
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): Promise<{ readonly bytesRead: number }>;
}

/** Whether an input is a file that the platform opens by its name. */
export const isFile = (input: CsvInput): input is string | URL =>
  typeof input === 'string' || (input instanceof URL && input.protocol === 'file:');

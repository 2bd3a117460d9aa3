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

import { CsvError } from '../errors.ts';
import type { ByteOutput } from '../output/byte-output.ts';

type FileAccess<Result> = (path: unknown, offset?: number) => Result;

/** What there is where there is no file system. */
const noFiles = (path: unknown): never => {
  throw new CsvError(
    'unsupported',
    `${String(path)}: files can be opened in Node, Deno and Bun; here, give the bytes or a stream`,
  );
};

export const fileChunks: FileAccess<AsyncGenerator<Uint8Array>> = noFiles;
export const handleChunks: FileAccess<AsyncGenerator<Uint8Array>> = noFiles;
export const fileOutput: FileAccess<Promise<ByteOutput>> = noFiles;

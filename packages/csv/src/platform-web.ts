import { CsvError } from './errors.ts';
import type { Compression } from './input/compression.ts';
import type { RawInput } from './input/open-input.ts';
import type { Text } from './input/text.ts';
import type { RecoverableOutput } from './output/byte-output.ts';

type FileAccess<Result> = (path: unknown, ...rest: unknown[]) => Result;

/** Where there is no file system. */
const noFiles = (path: unknown): never => {
  throw new CsvError(
    'unsupported',
    `${String(path)}: files are for Node, Deno and Bun; here, give bytes or a stream`,
  );
};

export const openFile: FileAccess<Promise<RawInput>> = noFiles;
export const openHandle: FileAccess<Promise<RawInput>> = noFiles;
export const fileOutput: FileAccess<RecoverableOutput> = noFiles;
export const followTexts: FileAccess<AsyncGenerator<Text>> = noFiles;

/** Decompresses with what the host has. */
export async function* decompress(
  compression: Compression,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* (await import('./web/decompress.ts')).decompress(compression, chunks);
}

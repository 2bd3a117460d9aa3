import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CsvError } from '../errors.ts';
import type { FileHandleLike } from '../input/csv-input.ts';
import type { RawInput } from '../input/open-input.ts';

/** Large, so that little time goes into asking for them. */
const chunkSize = 2 ** 20;
/** Room behind a chunk, so that its last line, too, can be looked at in words. */
const slack = 64;

/** A file to read; of a pipe or a terminal only reading tells its size. */
export async function openFile(path: string | URL): Promise<RawInput> {
  try {
    const found = await stat(path);
    const size = found.isFile() || found.isDirectory() ? found.size : undefined;
    return { size, chunks: (offset, chunk) => fileChunks(path, offset, chunk) };
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** An open file to read. */
export async function openHandle(handle: FileHandleLike): Promise<RawInput> {
  const { size } = await handle.stat();
  return { size, chunks: (offset, chunk) => handleChunks(handle, offset, chunk) };
}

/**
 * The bytes of a file from an offset on; of a pipe, which has no offsets, those that come.
 *
 * @param size - Of a chunk, at most.
 */
async function* fileChunks(
  path: string | URL,
  offset: number,
  size: number = chunkSize,
): AsyncGenerator<Uint8Array> {
  const handle = await fileHandle(path);
  try {
    yield* handleChunks(handle, (await handle.stat()).isFile() ? offset : undefined, size);
  } catch (cause) {
    throw cause instanceof CsvError ? cause : fileError(path, cause);
  } finally {
    await handle.close();
  }
}

/**
 * The bytes of an open file, from an offset on where it has such, in two buffers that take turns: the next chunk is read
 * while the last one is worked on.
 */
async function* handleChunks(
  handle: FileHandleLike,
  offset: number | undefined,
  size: number = chunkSize,
): AsyncGenerator<Uint8Array> {
  let position = offset ?? null;
  let buffer = new Uint8Array(size + slack);
  let other = new Uint8Array(size + slack);
  let reading = handle.read(buffer, 0, size, position);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      if (position !== null) position += bytesRead;
      [buffer, other] = [other, buffer];
      reading = handle.read(buffer, 0, size, position);
      // It is awaited in the next turn; until then a failure is nobody's.
      reading.catch(() => {});
      yield chunk;
    }
  } finally {
    await reading.catch(() => {});
  }
}

/** @throws CsvError `missing-file` or `unreadable-input`, saying where it was looked for. */
export async function fileHandle(path: string | URL): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw fileError(path, cause);
  }
}

/** What keeps a file from being read, in words. */
function fileError(path: string | URL, cause: unknown): CsvError {
  const shown = path instanceof URL ? fileURLToPath(path) : path;
  const { code } = cause as NodeJS.ErrnoException;
  const remedy = /^https?:/.test(shown) ? 'give an address as a URL, not as a string' : 'check the path';
  return code === 'ENOENT'
    ? new CsvError('missing-file', `There is no file ${shown} (seen from ${process.cwd()}): ${remedy}`, {
        cause,
      })
    : new CsvError(
        'unreadable-input',
        `${shown} cannot be read (${code}): check that it is a file, and one you may read`,
        { cause },
      );
}

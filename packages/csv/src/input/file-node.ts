import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CsvError } from '../errors.ts';
import type { ByteOutput } from '../output/byte-output.ts';
import type { FileHandleLike } from './csv-input.ts';

const chunkSize = 2 ** 18;
/** Room behind a chunk, so that its last line, too, can be looked at in words. */
const slack = 64;

/** The bytes of a file from an offset on. */
export async function* fileChunks(path: string | URL, offset: number): AsyncGenerator<Uint8Array> {
  const handle = await openFile(path);
  try {
    yield* handleChunks(handle, offset);
  } finally {
    await handle.close();
  }
}

/** The bytes of an open file; the next chunk is read while the last one is worked on. Two buffers take turns. */
export async function* handleChunks(handle: FileHandleLike, offset: number): AsyncGenerator<Uint8Array> {
  let position = offset;
  let buffer = new Uint8Array(chunkSize + slack);
  let other = new Uint8Array(chunkSize + slack);
  let reading = handle.read(buffer, 0, chunkSize, position);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      position += bytesRead;
      [buffer, other] = [other, buffer];
      reading = handle.read(buffer, 0, chunkSize, position);
      // It is awaited in the next turn; until then a failure is nobody's.
      reading.catch(() => {});
      yield chunk;
    }
  } finally {
    await reading.catch(() => {});
  }
}

/** @throws CsvError `missing-file` or `unreadable-input`, saying where it was looked for. */
async function openFile(path: string | URL): Promise<FileHandle> {
  const shown = path instanceof URL ? fileURLToPath(path) : path;
  try {
    const handle = await open(path, 'r');
    return handle;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new CsvError(
        'missing-file',
        `There is no file ${shown} (seen from ${process.cwd()}); check the path`,
        { cause },
      );
    }
    throw new CsvError(
      'unreadable-input',
      `The file ${shown} cannot be opened (${code}); check that it is a file you may read`,
      { cause },
    );
  }
}

/** A file that is written beside its name, and renamed once it is complete. */
export async function fileOutput(path: string | URL): Promise<ByteOutput> {
  const target = path instanceof URL ? fileURLToPath(path) : path;
  const partial = `${target}.partial`;
  const handle = await open(partial, 'w');
  return {
    write: (bytes) => handle.appendFile(bytes),
    flush: () => handle.sync(),
    async publish() {
      await handle.sync();
      await handle.close();
      await rename(partial, target);
    },
    async abandon() {
      await handle.close();
      await rm(partial, { force: true });
    },
  };
}

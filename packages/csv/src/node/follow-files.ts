import type { FileHandle } from 'node:fs/promises';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CsvError } from '../errors.ts';
import { findCompression } from '../input/compression.ts';
import type { FollowedFile, FollowOptions } from '../input/followed-file.ts';
import { openFile } from './file-chunks.ts';

const chunkSize = 2 ** 16;
const slack = 64;

/**
 * The file at a path as it grows, then the one that takes its place, and so on, until the signal is aborted.
 *
 * It is another one when its inode is: the old one was renamed (rotated). Those rotated in between, which have digits
 * behind the name, are read as well. A file that has become shorter was emptied, and is read from its beginning.
 *
 * @throws CsvError `invalid-position` when the file to go on with is neither there nor beside it.
 */
export async function* followFiles(url: string | URL, options: FollowOptions): AsyncGenerator<FollowedFile> {
  const path = url instanceof URL ? fileURLToPath(url) : url;
  let { offset, file } = options;
  let current = file === undefined ? path : await findFile(path, file);
  while (!options.signal?.aborted) {
    const handle = await openFile(current);
    try {
      await refuseCompressed(handle, path);
      file = idOf(await handle.stat());
      yield { id: file, offset, chunks: growingChunks(handle, path, file, offset, options) };
    } finally {
      await handle.close();
    }
    offset = 0;
    current = await fileAfter(path, file);
  }
}

/** The bytes of a file until it is not at the path any more and has been read to its end. */
async function* growingChunks(
  handle: FileHandle,
  path: string,
  id: string,
  offset: number,
  { intervalMs, signal }: FollowOptions,
): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(chunkSize + slack);
  let position = offset;
  let isReplaced = false;
  while (!signal?.aborted) {
    const { bytesRead } = await handle.read(buffer, 0, chunkSize, position);
    position += bytesRead;
    if (bytesRead > 0) {
      yield buffer.subarray(0, bytesRead);
    } else if (isReplaced || (await handle.stat()).size < position) {
      return;
    } else {
      const found = await idAt(path);
      isReplaced = found !== undefined && found !== id;
      // What was written before the file was replaced is read in the next turn.
      if (!isReplaced) await delay(intervalMs, undefined, { signal }).catch(() => {});
    }
  }
}

async function refuseCompressed(handle: FileHandle, path: string): Promise<void> {
  const { buffer } = await handle.read(new Uint8Array(4), 0, 4, 0);
  const compression = findCompression(buffer);
  if (compression === undefined) return;
  throw new CsvError('unsupported', `${path}: a file compressed with ${compression} cannot be followed`);
}

const idOf = ({ dev, ino }: { readonly dev: number; readonly ino: number }) => `${dev}:${ino}`;

/** Undefined while there is no file at the path: between the two steps of a rotation. */
async function idAt(path: string): Promise<string | undefined> {
  return stat(path).then(idOf, () => undefined);
}

async function findFile(path: string, id: string): Promise<string> {
  const found = (await generations(path)).find((file) => file.id === id);
  if (found !== undefined) return found.path;
  throw new CsvError(
    'invalid-position',
    `The file that was read last is neither ${path} nor beside it: it was rotated away, and what it had still to be read is lost. Start without a position to go on with the file that is there`,
  );
}

/** The file that came after one: the next that was rotated, or the one at the path. */
async function fileAfter(path: string, id: string): Promise<string> {
  const files = await generations(path);
  const index = files.findIndex((file) => file.id === id);
  return index < 0 ? path : (files[index + 1]?.path ?? path);
}

/** The files that were at a path, as far as they are beside it, and the one that is: oldest first. */
async function generations(path: string): Promise<{ path: string; id: string }[]> {
  const folder = dirname(path);
  const name = basename(path);
  const isRotated = (other: string) =>
    other.startsWith(name) && /^[-._]?[\d][-._:T\d]*$/.test(other.slice(name.length));
  const names = (await readdir(folder)).filter((other) => other === name || isRotated(other));
  const files = await Promise.all(
    names.map(async (other) => {
      const found = join(folder, other);
      const { dev, ino, mtimeMs } = await stat(found);
      return {
        path: found,
        id: idOf({ dev, ino }),
        age: other === name ? Number.POSITIVE_INFINITY : mtimeMs,
      };
    }),
  );
  return files.sort((a, b) => a.age - b.age);
}

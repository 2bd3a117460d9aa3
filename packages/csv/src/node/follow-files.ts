import type { Stats } from 'node:fs';
import { type FileHandle, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CsvError } from '../errors.ts';
import { findCompression } from '../input/compression.ts';
import { fileHandle } from './file-chunks.ts';
import { fileGenerations, type Generation, idOf } from './file-generations.ts';
import type { FollowedFile, FollowOptions } from './followed-file.ts';

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
  let { offset } = options;
  const { file } = options;
  let handle = await (file === undefined
    ? fileHandle(path)
    : openGeneration(path, options, findFile(path, file)));
  while (handle !== undefined) {
    let last: Stats;
    try {
      await refuseCompressed(handle, path);
      const id = idOf(await handle.stat());
      yield { id, offset, chunks: growingChunks(handle, path, id, offset, options) };
      last = await handle.stat();
    } finally {
      await handle.close();
    }
    offset = 0;
    handle = await openGeneration(path, options, fileAfter(path, last));
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

/** Undefined while there is no file at the path: between the two steps of a rotation. */
async function idAt(path: string): Promise<string | undefined> {
  return stat(path).then(idOf, () => undefined);
}

type Choice = (files: readonly Generation[]) => Generation | undefined;

/** Opens one of the files that were at a path, once it is there, whatever it is called by then; undefined at an abort. */
async function openGeneration(
  path: string,
  { intervalMs, signal }: FollowOptions,
  choose: Choice,
): Promise<FileHandle | undefined> {
  while (!signal?.aborted) {
    const chosen = choose(await fileGenerations(path));
    const handle = chosen && (await fileHandle(chosen.path).catch(ignoreMissing));
    if (handle !== undefined && idOf(await handle.stat()) === chosen?.id) return handle;
    await handle?.close();
    // Renamed since: it is looked for at once. Not there yet: later.
    if (chosen === undefined) await delay(intervalMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

function ignoreMissing(error: CsvError): undefined {
  if (error.code !== 'missing-file') throw error;
}

function findFile(path: string, id: string): Choice {
  return (files) => {
    const found = files.find((file) => file.id === id);
    if (found !== undefined) return found;
    throw new CsvError(
      'invalid-position',
      `The file that was read last is neither ${path} nor beside it: it was rotated away, and what it had still to be read is lost. Start without a position to go on with the file that is there`,
    );
  };
}

/** The file that came after one, which may be gone; the one at the path after itself, as it was emptied. */
function fileAfter(path: string, last: Stats): Choice {
  return (files) => {
    const index = files.findIndex((file) => file.id === idOf(last));
    if (index < 0) return files.find((file) => file.modified > last.mtimeMs);
    return files[index].path === path ? files[index] : files[index + 1];
  };
}

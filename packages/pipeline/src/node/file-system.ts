import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileLayer } from '../file-layer.ts';

/** The file system of this machine. */
export const fileSystem: FileLayer = {
  async read(path) {
    try {
      return await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  },
  async write(path, bytes) {
    await using file = await open(path, 'w');
    await file.writeFile(bytes);
  },
  async sync(path) {
    await using file = await open(path, 'r+');
    await file.sync();
  },
  rename,
  async syncFolderOf(path) {
    await using folder = await open(dirname(path), 'r');
    await folder.sync();
  },
};

import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The few operations on files that make a replacement last; tests put one in its place that forgets what was not synced. */
export interface FileLayer {
  /** The file's bytes, or `undefined` where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Creates or empties the file and writes the bytes. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** When it returns, the file's content survives a loss of power. */
  sync(path: string): Promise<void>;
  /** Puts one file in the place of another, all or nothing. */
  rename(from: string, to: string): Promise<void>;
  /** When it returns, the names in the path's folder survive a loss of power. */
  syncFolderOf(path: string): Promise<void>;
}

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

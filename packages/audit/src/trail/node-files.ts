import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import type { FileLayer } from './file-layer.ts';
import { lockFile } from './lock-file.ts';

/** The real files. */
export const nodeFiles: FileLayer = {
  open: (path, flags) => openSync(path, flags, 0o600),
  size: (file) => fstatSync(file).size,
  read: (file, into, position) => readSync(file, into, 0, into.length, position),
  write: (file, bytes, position) => writeSync(file, bytes, 0, bytes.length, position),
  truncate: ftruncateSync,
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  list: (directory) => readdirSync(directory),
  syncDirectory(directory) {
    // Windows has no handle on a directory to sync, and makes names durable with the file.
    if (process.platform === 'win32') return;
    const handle = openSync(directory, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  },
  lock: lockFile,
};

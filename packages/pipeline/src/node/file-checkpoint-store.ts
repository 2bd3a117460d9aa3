import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { Checkpoint, CheckpointStore } from '../checkpoint.ts';
import { PipelineError } from '../errors.ts';
import type { FileLayer } from '../file-layer.ts';
import { fileSystem } from './file-system.ts';

/** First in each file, so that a file of something else is not taken for a checkpoint. */
const magic = Buffer.from('pipe checkpoint 1\n');
const headerBytes = magic.length + 4;

export interface FileCheckpointStoreOptions {
  /** @defaultValue the file system of this machine */
  readonly files?: FileLayer;
}

/**
 * Keeps the last checkpoint of one pipeline in a file.
 *
 * A checkpoint is written beside the file, synced and renamed into its place, and the folder is synced: whatever happens
 * meanwhile, the file holds the checkpoint before or the one after. Layout: a magic line, the CRC-32 of the rest (32 bits,
 * big-endian), and the checkpoint as V8 serialises it, so numbers, dates, maps and typed arrays come back as they were.
 *
 * @param path - The file. Its folder must exist.
 */
export function fileCheckpointStore(
  path: string,
  { files = fileSystem }: FileCheckpointStoreOptions = {},
): CheckpointStore {
  return {
    name: path,
    async load(pipeline) {
      const bytes = await files.read(path);
      if (bytes === undefined) return undefined;
      const checkpoint = decode(path, bytes);
      if (checkpoint.pipeline === pipeline) return checkpoint;
      throw new PipelineError(
        'invalid-pipeline',
        `The checkpoint in ${path} is of the pipeline '${checkpoint.pipeline}', not of '${pipeline}': give each a file of its own.`,
      );
    },
    async save(checkpoint) {
      const beside = `${path}.next`;
      await files.write(beside, encode(checkpoint));
      await files.sync(beside);
      await files.rename(beside, path);
      await files.syncFolderOf(path);
    },
  };
}

function encode(checkpoint: Checkpoint): Uint8Array {
  const body = serialize(checkpoint);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([magic, checksum, body]);
}

function decode(path: string, bytes: Uint8Array): Checkpoint {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const body = file.subarray(headerBytes);
  const isWhole =
    file.length > headerBytes &&
    file.subarray(0, magic.length).equals(magic) &&
    file.readUInt32BE(magic.length) === crc32(body);
  if (isWhole) return deserialize(body);
  throw new PipelineError(
    'invalid-pipeline',
    `${path} is not a whole checkpoint: it was damaged, or is a file of something else. ` +
      'Put back a copy, or move it away to start the pipeline anew.',
  );
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { CsvError } from '../errors.ts';
import type { Compression } from '../input/compression.ts';
import { cutAtFrames } from './zstd-frames.ts';

const chunkSize = 2 ** 18;

/** @throws CsvError `unreadable-input` where the bytes are damaged or cut. */
export async function* decompress(
  compression: Compression,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const isGzip = compression === 'gzip';
  const inflate = isGzip ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });
  const compressed = copies(isGzip ? chunks : cutAtFrames(chunks));
  // What goes wrong in the pipeline is thrown by the loop as well.
  pipeline(Readable.from(compressed, { highWaterMark: 1 }), inflate).catch(() => {});
  try {
    for await (const chunk of inflate) yield chunk;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (!code?.startsWith('Z_') && !code?.startsWith('ZSTD_')) throw cause;
    throw new CsvError('unreadable-input', `The ${compression} input is damaged or cut (${code})`, { cause });
  }
}

/** Streams read ahead, and the memory of chunks is used again. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield new Uint8Array(chunk);
}

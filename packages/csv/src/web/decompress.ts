import { CsvError } from '../errors.ts';
import type { Compression } from '../input/compression.ts';

/** Decompresses with what the host has: gzip everywhere, zstd where it is known. */
export async function* decompress(
  compression: Compression,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const compressed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  const reader = compressed.pipeThrough(decompression(compression)).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function decompression(compression: Compression): DecompressionStream {
  try {
    return new DecompressionStream(compression as ConstructorParameters<typeof DecompressionStream>[0]);
  } catch (cause) {
    throw new CsvError('unsupported', `This host cannot decompress ${compression}; decompress it before`, {
      cause,
    });
  }
}

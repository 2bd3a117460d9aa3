import { decompress } from '#platform';
import { findCompression } from './compression.ts';
import { wholeHead } from './whole-head.ts';

/** The chunks of an input as they would be if it had not been compressed. */
export async function* decompressed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = wholeHead(chunks);
  try {
    const { done, value: head } = await iterator.next();
    if (done) return;
    const compression = findCompression(head);
    const all = chained(head, iterator);
    yield* compression === undefined ? all : decompress(compression, all);
  } finally {
    await iterator.return();
  }
}

async function* chained(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

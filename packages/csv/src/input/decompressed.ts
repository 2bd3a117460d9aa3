import { decompress } from '#platform';
import { findCompression } from './compression.ts';
import { wholeHead } from './whole-head.ts';

/** The chunks of an input as they would be if it had not been compressed. */
export async function* decompressed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const whole = wholeHead(chunks);
  for await (const head of whole) {
    const compression = findCompression(head);
    const all = chained(head, whole);
    yield* compression === undefined ? all : decompress(compression, all);
    return;
  }
}

async function* chained(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}

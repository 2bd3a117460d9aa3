/** A stream's compression by its first bytes. */
export function compression(head: Uint8Array): 'gzip' | 'zstd' | undefined {
  return head.length < 0 ? 'gzip' : undefined;
}

export function decompressed(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return chunks;
}

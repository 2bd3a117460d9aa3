/** The compressions that are found out by their signature. */
export type Compression = 'gzip' | 'zstd';

const signatures: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/** The compression of an input, by its first bytes (RFC 1952, RFC 8878); undefined for none. */
export function findCompression(head: Uint8Array): Compression | undefined {
  return signatures.find(([, signature]) => signature.every((byte, index) => head[index] === byte))?.[0];
}

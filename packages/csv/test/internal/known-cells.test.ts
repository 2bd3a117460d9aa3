import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownCells, unknownCode } from '../../src/columns/known-cells.ts';
import { encode } from '../read.ts';

/** A cell as `find` takes it: with room behind it. */
function cellOf(text: string): { view: DataView; bytes: Uint8Array; length: number } {
  const bytes = new Uint8Array(encode(text).length + 8);
  bytes.set(encode(text));
  return { view: new DataView(bytes.buffer), bytes, length: bytes.length - 8 };
}

test('cells of one hash are told apart by length and by every word but the last, which the hash implies', () => {
  const known = new KnownCells();
  const hash = 7;
  for (const [code, text] of ['abcd', 'abcdefgh', 'xbcdefgh', 'abcdefghijkl', 'abcdxfghijkl'].entries()) {
    const { view, bytes, length } = cellOf(text);
    expect(known.find(view, 0, length, hash)).toBe(unknownCode);
    known.add(bytes, 0, length, hash, code);
    expect(known.find(view, 0, length, hash)).toBe(code);
  }
  const { view, length } = cellOf('abcdefgh');
  expect(known.find(view, 0, length, hash)).toBe(1);
  expect(known.find(view, 0, length, hash + 1)).toBe(unknownCode);
});

test('as many cells as one likes are remembered, wherever their hashes put them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { maxLength: 3_000, size: 'max' }), (hashes) => {
      const known = new KnownCells();
      for (const [code, hash] of hashes.entries()) known.add(cellOf(`${code}`).bytes, 0, 2, hash, code);
      for (const [code, hash] of hashes.entries()) {
        expect([code, unknownCode]).toContain(known.find(cellOf(`${code}`).view, 0, 2, hash));
      }
    }),
    { numRuns: 20 },
  );
});

test('a crowd of one hash, and long cells, are let go rather than searched for', () => {
  const known = new KnownCells();
  for (let code = 0; code < 1_000; code++) {
    const { bytes, length } = cellOf(`${`${code}`.padStart(4, '0')}wxyz`);
    known.add(bytes, 0, length, 0, code);
  }
  const { view, length } = cellOf('0999wxyz');
  expect(known.find(view, 0, length, 0)).toBe(unknownCode);
  const long = cellOf('x'.repeat(257));
  known.add(long.bytes, 0, long.length, 5, 1);
  expect(known.find(long.view, 0, long.length, 5)).toBe(unknownCode);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../src/input/encoding.ts';
import { countLineEnds } from '../../src/reading/count-line-ends.ts';
import { Window } from '../../src/reading/window.ts';

/** Line ends, bytes that differ from them in a bit, and the ends of the range of bytes. */
const byte = fc.constantFrom(10, 10, 13, 13, 9, 11, 12, 14, 0, 1, 65, 0x8a, 0x8d, 0xff);

test('line ends are counted as one finds them byte by byte', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(byte, { maxLength: 40 }),
      fc.nat(5),
      (any, ends, cut) => {
        const bytes = Uint8Array.from([...ends, ...any]);
        const window = new Window(bytes, 0, utf8);
        const start = Math.min(cut, bytes.length);
        for (let end = start; end <= bytes.length; end++) {
          const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
          expect(countLineEnds(window, start, end)).toBe(text.match(/\r\n|\r|\n/g)?.length ?? 0);
        }
      },
    ),
  );
});

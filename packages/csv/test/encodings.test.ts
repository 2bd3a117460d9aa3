import { csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunksOf, encode, readAll } from './read.ts';

const Reading = defineRecord('Reading', {
  name: field.dictionary(),
  note: field.utf8(),
  value: field.float64(),
});

const encodings = {
  'utf-8': (text: string) => encode(text),
  latin1: (text: string) => Buffer.from(text, 'latin1'),
  'utf-16le': (text: string) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text: string) => Buffer.from(text, 'utf16le').swap16(),
};

const characters = (encoding: string) =>
  fc
    .array(
      encoding === 'latin1'
        ? fc.constantFrom('a', '°', 'é', 'ÿ', '\u0085')
        : fc.constantFrom('a', '°', '漢', '😀', '\u07ff', '\uffff'),
      { maxLength: 5 },
    )
    .map((parts) => `x${parts.join('')}`);

describe.each(Object.entries(encodings))('%s', (name, toBytes) => {
  const encoding = name as keyof typeof encodings;

  test('is read, wherever its chunks are cut, with positions in its own bytes', async () => {
    const rows = fc.array(
      fc.record({ name: characters(name), note: characters(name), value: fc.integer() }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (expected, size, hasMark) => {
          const mark = hasMark && name !== 'latin1' ? '\uFEFF' : '';
          const lines = expected.map((row) => `${row.name},${row.note},${row.value}\n`);
          const bytes = toBytes(`${mark}name,note,value\n${lines.join('')}`);
          const { rows: read, deadLetters } = await readAll(chunksOf(bytes, size), Reading, { encoding });
          expect(deadLetters).toEqual([]);
          expect(read.map((row) => ({ ...row }))).toEqual(expected);

          const source = csvSource(bytes, Reading, { encoding, batchSize: 1 });
          let row = 0;
          for await (const _ of source.stream()) {
            row += 1;
            expect(source.position().offset).toBe(
              toBytes(`${mark}name,note,value\n${lines.slice(0, row).join('')}`).length,
            );
            const rest = await readAll(bytes, Reading, { encoding }, { position: source.position() });
            expect(rest.rows).toHaveLength(expected.length - row);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('can be read in ranges', async () => {
    const bytes = toBytes(
      `name,note,value\n${Array.from({ length: 50 }, (_, row) => `é,ü${row},${row}\n`).join('')}`,
    );
    const ranges = [
      { start: 0, end: 301 },
      { start: 301, end: 302 },
      { start: 302, end: 5_000 },
    ];
    const parts = await Promise.all(ranges.map((range) => readAll(bytes, Reading, { encoding, range })));
    expect(parts.flatMap((part) => part.rows.map((row) => row.value))).toEqual(
      Array.from({ length: 50 }, (_, row) => row),
    );
  });
});

test('half a character costs its record', async () => {
  const lone = Buffer.from('name,note,value\na,x\ud800,1\nb,y,2\nc,z,3', 'utf16le');
  const { rows, deadLetters } = await readAll(lone.subarray(0, -1), Reading, { encoding: 'utf-16le' });
  expect(rows.map((row) => row.name)).toEqual(['b']);
  expect(deadLetters.map(({ cause }) => cause.code)).toEqual(['invalid-text', 'invalid-value']);
});

test('a byte-order mark of another encoding is pointed out', async () => {
  await expect(readAll(Buffer.from('\uFEFFname,note,value\n', 'utf16le'), Reading)).rejects.toThrow(
    /encoding: 'utf-16le'/,
  );
});

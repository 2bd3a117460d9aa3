import type { CsvPosition, UnreadableRecord } from '@pipe/csv';
import { csvSource } from '@pipe/csv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Messy, messyFiles, messyOptions, withRoom } from './messy-files.ts';
import { chunksOf, readAll } from './read.ts';

const show = ({ raw, cause, position }: UnreadableRecord) => ({
  raw,
  code: cause.code,
  message: cause.message,
  column: cause.column,
  position,
});

async function read(
  input: Uint8Array | AsyncIterable<Uint8Array>,
  options: object = {},
  position?: CsvPosition,
) {
  const streamOptions = position === undefined ? {} : { position };
  const { rows, deadLetters } = await readAll(input, Messy, { ...messyOptions, ...options }, streamOptions);
  return { rows: rows.map((row) => ({ ...row })), deadLetters: deadLetters.map(show) };
}

describe('fast equals slow', () => {
  test.each([1, 2, 511, 2048])(
    'a block of lines reads what byte after byte does, in batches of %d',
    async (batchSize) => {
      await fc.assert(
        fc.asyncProperty(messyFiles, fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
          const slow = await read(chunksOf(bytes, 1));
          expect(await read(withRoom(bytes), { batchSize })).toEqual(slow);
          expect(await read(chunksOf(bytes, size), { batchSize })).toEqual(slow);
        }),
        { numRuns: 40 },
      );
    },
  );
});

test('every position gives exactly the records after it', async () => {
  await fc.assert(
    fc.asyncProperty(messyFiles, fc.integer({ min: 1, max: 7 }), async (bytes, batchSize) => {
      const whole = await read(withRoom(bytes));
      const source = csvSource(withRoom(bytes), Messy, { ...messyOptions, batchSize });
      let letters = 0;
      let rows = 0;
      const deadLetter = () => {
        letters += 1;
      };
      for await (const batch of source.stream({ deadLetter })) {
        rows += batch.length;
        const position = JSON.parse(JSON.stringify(source.position()));
        for (const input of [withRoom(bytes), chunksOf(bytes, 50)]) {
          const rest = await read(input, {}, position);
          expect(rest).toEqual({
            rows: whole.rows.slice(rows),
            deadLetters: whole.deadLetters.slice(letters),
          });
        }
      }
      expect(await read(bytes, {}, source.position())).toEqual({ rows: [], deadLetters: [] });
    }),
    { numRuns: 100 },
  );
});

test('every position within a range gives exactly the records after it in the range', async () => {
  await fc.assert(
    fc.asyncProperty(messyFiles, fc.nat(), fc.nat(), async (bytes, one, other) => {
      const [start, end] = [one, other].map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
      const options = { ...messyOptions, range: { start, end } };
      const whole = await read(withRoom(bytes), options);
      const source = csvSource(withRoom(bytes), Messy, { ...options, batchSize: 3 });
      let rows = 0;
      for await (const batch of source.stream({ deadLetter: () => {} })) {
        rows += batch.length;
        const rest = await read(chunksOf(bytes, 50), options, source.position());
        expect(rest.rows).toEqual(whole.rows.slice(rows));
      }
      expect(rows).toBe(whole.rows.length);
    }),
    { numRuns: 60 },
  );
});

test('ranges give every record once, wherever they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      messyFiles,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      async (bytes, cuts) => {
        const whole = await read(withRoom(bytes));
        const borders = [
          0,
          ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b),
          bytes.length + 1,
        ];
        const parts = await Promise.all(
          borders
            .slice(1)
            .map((end, index) => read(withRoom(bytes), { range: { start: borders[index], end } })),
        );
        expect({
          rows: parts.flatMap((part) => part.rows),
          deadLetters: parts.flatMap((part) => part.deadLetters),
        }).toEqual(whole);
      },
    ),
    { numRuns: 200 },
  );
});

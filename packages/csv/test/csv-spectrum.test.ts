import { defineRecord, field } from '@pipe/records';
import spectrum, { type Sample } from 'csv-spectrum';
import { expect, test } from 'vitest';
import { readAll } from './read.ts';

const samples = await new Promise<readonly Sample[]>((resolve, reject) => {
  spectrum((error, found) => (error ? reject(error) : resolve(found)));
});

test('there are samples', () => expect(samples).toHaveLength(12));

/** In one sample the expected result has another telephone number than the text. */
const corrections: { readonly [sample: string]: { readonly [column: string]: string } } = {
  location_coordinates: { 'Contact Phone Number': '2095257564' },
};

test.each(samples)('$name', async ({ name, csv, json }) => {
  const expected: { [column: string]: string }[] = [JSON.parse(json.toString())].flat();
  const names = Object.keys(expected[0]);
  const type = defineRecord(
    'Sample',
    Object.fromEntries(names.map((column) => [column, field.utf8().nullable()])),
  );
  const { rows, deadLetters } = await readAll(new Uint8Array(csv), type);
  expect(deadLetters).toEqual([]);
  // A cell of nothing is no text, which the samples cannot tell from an empty one.
  expect(rows.map((row) => names.map((column) => row[column] ?? ''))).toEqual(
    expected.map((row) => Object.values({ ...row, ...corrections[name] })),
  );
  expect(rows.length).toBeGreaterThan(0);
});

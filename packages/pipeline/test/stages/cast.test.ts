import { defineRecord, field, type RecordInput } from '@pipe/records';
import { expect, test } from 'vitest';
import { cast, collect, fromRecords, PipelineError, pipeline } from '../../src/index.ts';
import { issuesOf } from './values-after.ts';

const Raw = defineRecord('Raw', {
  number: field.float64().nullable(),
  wide: field.int64({ as: 'bigint' }),
  text: field.utf8(),
  label: field.dictionary(),
  isOn: field.bool(),
});
type Raw = RecordInput<(typeof Raw)['fields']>;
const basic = { number: 1, wide: 1n, text: '1', label: '1', isOn: true };

/** What a cast makes of values of one field, and the causes of those it sets aside. */
async function castOf(
  name: keyof Raw,
  kind: string,
  values: readonly unknown[],
  round = false,
): Promise<{ cast: unknown[]; refused: string[] }> {
  const sink = collect();
  const letters: unknown[] = [];
  const report = await pipeline('cast')
    .from(fromRecords(Raw, values.map((value) => ({ ...basic, [name]: value })) as Raw[]))
    .through(cast({ fields: { [name]: kind } as never, round }) as never)
    .into(sink)
    .run({ deadLetters: { consume: ({ cause }) => void letters.push(cause) } });
  expect(report.ledger).toMatchObject({
    in: values.length,
    out: sink.rows.length,
    deadLettered: letters.length,
  });
  const rows = sink.rows as unknown as { [name: string]: unknown }[];
  return { cast: rows.map((row) => row[name]), refused: letters.map((cause) => (cause as Error).message) };
}

test('numbers that the kind holds are cast, the others are dead letters', async () => {
  const values = [0, null, 255, 256, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY];
  const { cast, refused } = await castOf('number', 'uint8', values);
  expect(cast).toEqual([0, null, 255]);
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatch(/'number' is no uint8: it was 256/);
});

test('fractions are rounded on request', async () => {
  const { cast, refused } = await castOf('number', 'int8', [1.5, -1.5, 127.4, 127.5], true);
  expect(cast).toEqual([2, -1, 127]);
  expect(refused).toHaveLength(1);
});

test('a float32 is rounded to the nearest, and refused where that would be infinite', async () => {
  const { cast, refused } = await castOf('number', 'float32', [0.1, Number.NaN, 3.5e38, 3.4e38]);
  expect(cast).toEqual([Math.fround(0.1), Number.NaN, Math.fround(3.4e38)]);
  expect(refused).toHaveLength(1);
});

test('times are epoch milliseconds that a date can hold', async () => {
  const { cast, refused } = await castOf('number', 'timestamp', [8.64e15, 8.64e15 + 2, Number.NaN]);
  expect(cast).toEqual([8.64e15]);
  expect(refused).toHaveLength(2);
});

test.each(['text', 'label'] as const)('numbers are read from %s, as a whole', async (name) => {
  const { cast, refused } = await castOf(name, 'float64', [
    '1.5',
    ' -2e3 ',
    '',
    ' ',
    '1,5',
    '12 °C',
    'NaN',
    'Infinity',
  ]);
  expect(cast).toEqual([1.5, -2_000]);
  expect(refused).toHaveLength(6);
});

test('a 64-bit number is cast where a double equals it', async () => {
  const { cast, refused } = await castOf('wide', 'float64', [-5n, 2n ** 53n, 2n ** 53n + 1n]);
  expect(cast).toEqual([-5, 2 ** 53]);
  expect(refused).toHaveLength(1);
});

test('anything becomes text in a dictionary', async () => {
  expect(await castOf('number', 'dictionary', [1.5, null, Number.NaN])).toEqual({
    cast: ['1.5', null, 'NaN'],
    refused: [],
  });
  expect((await castOf('wide', 'dictionary', [2n ** 60n])).cast).toEqual(['1152921504606846976']);
  expect((await castOf('isOn', 'dictionary', [true, false])).cast).toEqual(['true', 'false']);
  expect((await castOf('text', 'dictionary', ['ä', ''])).cast).toEqual(['ä', '']);
});

test('a text too many for the dictionary is a dead letter', async () => {
  const values = Array.from({ length: 65_540 }, (_, i) => i);
  const { cast, refused } = await castOf('number', 'dictionary', [...values, 3]);
  expect(cast).toHaveLength(65_537);
  expect(refused).toHaveLength(4);
  expect(refused[0]).toMatch(/'number' finds no room in its dictionary of 65536 texts/);
});

test('truth values are 0 and 1', async () => {
  expect((await castOf('isOn', 'uint8', [true, false])).cast).toEqual([1, 0]);
});

test('options that cannot be meant are refused', () => {
  expect(() => cast({ fields: {} })).toThrow(PipelineError);
  expect(() => cast({ fields: { value: 'binary' } } as never)).toThrow(
    /fields\.value is 'float64', .*"binary"/,
  );
});

test('bytes are not cast', () => {
  const Photo = defineRecord('Photo', { photo: field.binary(4) });
  expect(issuesOf(cast({ fields: { photo: 'uint8' } }), Photo)).toEqual([
    expect.stringMatching(/but it is binary/),
  ]);
});

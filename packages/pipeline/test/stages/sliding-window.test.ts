import { expect, test } from 'vitest';
import { PipelineError, slidingWindow } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { stageConformance } from '../../src/testing.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { readingsAt, valuesAfter } from './values-after.ts';
import { everyAggregate } from './window-reference.ts';

const sums = { aggregates: { sum: { sum: 'value' } }, sizeMs: 3_000, everyMs: 1_000 } as const;

test('each record is in as many windows as overlap', async () => {
  const driver = new StageDriver(slidingWindow(sums));
  const readings = readingsAt([
    [0, 1],
    [1_500, 2],
    [2_000, 4],
  ]);
  await driver.process(Reading.batch(3).appendRows(readings));
  await driver.finish();
  expect(driver.rows).toEqual([
    { start: -2_000, end: 1_000, sum: 1 },
    { start: -1_000, end: 2_000, sum: 3 },
    { start: 0, end: 3_000, sum: 7 },
    { start: 1_000, end: 4_000, sum: 6 },
    { start: 2_000, end: 5_000, sum: 4 },
  ]);
});

test('a record too late for some windows counts in the others, and in none when all have closed', async () => {
  const readings = readingsAt([
    [0, 1],
    [2_500, 2],
    [100, 4],
    [3_000, 8],
    [200, 16],
  ]);
  expect(await valuesAfter(slidingWindow(sums), readings, 'sum')).toEqual([1, 1, 7, 10, 10, 8]);
});

test('a deviation put together from pieces keeps its digits on a large offset', async () => {
  const aggregates = { deviation: { deviation: 'value' } } as const;
  const stage = slidingWindow({ ...sums, aggregates });
  const readings = readingsAt([1, 2, 3].map((value, i) => [i * 1_000, 1e9 + value / 1_024]));
  const deviations = await valuesAfter(stage, readings, 'deviation');
  expect(deviations[2]).toBeCloseTo(1 / 1_024, 12);
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => slidingWindow({ ...sums, ...wrong } as never);
  expect(make({ everyMs: 2_000 })).toThrow(PipelineError);
  expect(make({ everyMs: 2_000 })).toThrow(/sizeMs \(3000\) is a whole number of everyMs \(2000\)/);
  expect(make({ sizeMs: undefined })).toThrow(/sizeMs is a whole number of milliseconds/);
});

const records: ReadingInput[] = Array.from({ length: 130 }, (_, i) => ({
  sensorId: i % 5 < 3 ? 'a' : 'b',
  timestamp: i * 400 - (i % 13 === 5 ? 1_700 : 0) - (i % 4 === 1 ? 400 : 0),
  value: i % 11 === 7 ? null : 90 + 30 * Math.sin(i / 3),
}));
const windows = () => slidingWindow({ ...sums, aggregates: everyAggregate, by: 'sensorId', latenessMs: 500 });
for (const { name, run } of stageConformance(windows, { recordType: Reading, records })) test(name, run);

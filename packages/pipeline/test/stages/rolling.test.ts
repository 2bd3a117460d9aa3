import { expect, test } from 'vitest';
import { PipelineError, type RollingStatistic, rolling, rollingAverage } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

const basics = { field: 'value', into: 'out' } as const;

/** A window over the last second of event time. */
const lastSecond = { ...basics, windowMs: 1_000, timestamp: 'timestamp' } as const;

test.each<[statistic: RollingStatistic, expected: (number | null)[]]>([
  ['mean', [null, null, 3, 5]],
  ['sum', [null, null, 9, 15]],
  ['min', [null, null, 1, 2]],
  ['max', [null, null, 6, 7]],
  ['deviation', [null, null, Math.sqrt(7), Math.sqrt(7)]],
])('the %s of a full window of records', async (statistic, expected) => {
  const stage = rolling({ ...basics, window: 3, statistic });
  expect(await valuesAfter(stage, readingsOf([1, 2, 6, 7]), 'out')).toEqual(
    expected.map((number) => (number === null ? null : expect.closeTo(number, 12))),
  );
});

test('a quantile lies between two values by straight line', async () => {
  const quantile = (share: number) => rolling({ ...basics, window: 4, statistic: 'quantile', share });
  const readings = readingsOf([30, 10, 40, 20]);
  expect((await valuesAfter(quantile(0), readings, 'out')).at(-1)).toBe(10);
  expect((await valuesAfter(quantile(0.5), readings, 'out')).at(-1)).toBe(25);
  expect((await valuesAfter(quantile(1), readings, 'out')).at(-1)).toBe(40);
});

test('a quantile that falls on an infinite value is that value', async () => {
  const least = rolling({ ...basics, window: 2, statistic: 'quantile', share: 0 });
  const readings = readingsOf([Number.NEGATIVE_INFINITY, 0]);
  expect(await valuesAfter(least, readings, 'out')).toEqual([null, Number.NEGATIVE_INFINITY]);
});

test('there may be a statistic before the window is full', async () => {
  const stage = rollingAverage({ ...basics, window: 3, atLeast: 1 });
  expect(await valuesAfter(stage, readingsOf([1, 3, 5, 7]), 'out')).toEqual([1, 2, 3, 5]);
});

test('null takes no place and gets null; NaN is in the way until it has left', async () => {
  const stage = rollingAverage({ ...basics, window: 2 });
  const readings = readingsOf([1, null, 3, Number.NaN, 5, 7]);
  expect(await valuesAfter(stage, readings, 'out')).toEqual([null, null, 2, Number.NaN, Number.NaN, 6]);
});

test('a window of time ends with the latest reading, and holds what is less than its length older', async () => {
  const readings = readingsAt([
    [0, 1],
    [999, 2],
    [1_000, 3],
    [5_000, 9],
  ]);
  const stage = rolling({ ...lastSecond, statistic: 'sum' });
  expect(await valuesAfter(stage, readings, 'out')).toEqual([1, 3, 5, 9]);
});

test('a reading that comes late has its place in time, or none if the window has passed', async () => {
  const readings = readingsAt([
    [1_000, 1],
    [1_500, 2],
    [600, 4],
    [500, 8],
    [1_700, 16],
  ]);
  const stage = rolling({ ...lastSecond, statistic: 'sum' });
  expect(await valuesAfter(stage, readings, 'out')).toEqual([1, 3, 7, null, 19]);
});

test('a window of time holds no more records than it may', async () => {
  const stage = rolling({ ...lastSecond, statistic: 'sum', maxRecords: 2 });
  const readings = readingsAt([
    [0, 1],
    [1, 2],
    [2, 4],
  ]);
  expect(await valuesAfter(stage, readings, 'out')).toEqual([1, 3, 6]);
});

test('keys have windows of their own, and forgotten ones begin anew', async () => {
  const readings = [
    ...readingsAt([[0, 1]], 'a'),
    ...readingsAt([[0, 10]], 'b'),
    ...readingsAt([[1, 2]], 'a'),
    ...readingsAt([[9_000, 5]], 'b'),
    ...readingsAt([[9_001, 3]], 'a'),
  ];
  const stage = rolling({
    ...{ ...basics, by: 'sensorId', timestamp: 'timestamp', idleMs: 1_000 },
    ...{ window: 3, atLeast: 1, statistic: 'sum' },
  } as const);
  expect(await valuesAfter(stage, readings, 'out')).toEqual([1, 10, 3, 5, 3]);
});

test('it says how many keys it remembers, and how many it has forgotten', async () => {
  const driver = new StageDriver(rollingAverage({ ...basics, by: 'sensorId', window: 2, maxKeys: 2 }));
  const readings = ['a', 'b', 'c', 'd'].flatMap((sensorId) => readingsOf([1], sensorId));
  await driver.process(Reading.batch(4).appendRows(readings));
  expect(driver.stage.stateMetrics).toEqual({ keys: 2, evicted: 2 });
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => rolling({ ...basics, ...wrong } as never);
  expect(make({ statistic: 'mean' })).toThrow(PipelineError);
  expect(make({ statistic: 'mean' })).toThrow(/\(window\).*\(windowMs\): give one of them/);
  expect(make({ statistic: 'deviation', window: 1 })).toThrow(/window is a number of records, 2 or more/);
  expect(make({ statistic: 'quantile', window: 3, share: 2 })).toThrow(/share is a number from 0 to 1/);
  expect(make({ statistic: 'mean', window: 3, share: 0.5 })).toThrow(/goes with the quantile/);
  expect(make({ statistic: 'mean', windowMs: 5 })).toThrow(/name its field in timestamp/);
});

test('a field to be written that cannot take a number is an issue', () => {
  expect(issuesOf(rollingAverage({ field: 'value', into: 'sensorId', window: 2 }))).toEqual([
    expect.stringMatching(/'sensorId', which must be a nullable float64/),
  ]);
});

import { expect, test } from 'vitest';
import { type AnyStage, PipelineError, sessionWindow } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { stageConformance } from '../../src/testing.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { readingsAt } from './values-after.ts';
import { everyAggregate } from './window-reference.ts';

const sums = { aggregates: { sum: { sum: 'value' } }, gapMs: 1_000 } as const;

async function sessionsOf(stage: AnyStage, readings: readonly ReadingInput[]) {
  const driver = new StageDriver(stage);
  await driver.process(Reading.batch(readings.length).appendRows(readings));
  await driver.finish();
  return driver.rows;
}

test('a session goes on while records of its key are less than the gap apart', async () => {
  const readings = readingsAt([
    [0, 1],
    [999, 2],
    [1_999, 4],
  ]);
  expect(await sessionsOf(sessionWindow(sums), readings)).toEqual([
    { start: 0, end: 1_999, sum: 3 },
    { start: 1_999, end: 2_999, sum: 4 },
  ]);
});

test('a record that comes between two open sessions makes one of them', async () => {
  const readings = readingsAt([
    [0, 1],
    [1_500, 2],
    [800, 4],
  ]);
  const patient = sessionWindow({ ...sums, latenessMs: 1_000 });
  expect(await sessionsOf(patient, readings)).toEqual([{ start: 0, end: 2_500, sum: 7 }]);
});

test('a late record counts if it reaches an open session, and is set aside if not', async () => {
  const readings = readingsAt([
    [3_000, 1],
    [2_500, 2],
    [1_400, 4],
    [1_600, 8],
  ]);
  expect(await sessionsOf(sessionWindow(sums), readings)).toEqual([{ start: 1_600, end: 4_000, sum: 11 }]);
});

test('keys have sessions of their own, sent on in the order in which they end', async () => {
  const readings = [
    ...readingsAt([[0, 1]], 'a'),
    ...readingsAt([[300, 2]], 'b'),
    ...readingsAt([[600, 4]], 'a'),
  ];
  expect(await sessionsOf(sessionWindow({ ...sums, by: 'sensorId' }), readings)).toEqual([
    { sensorId: 'b', start: 300, end: 1_300, sum: 2 },
    { sensorId: 'a', start: 0, end: 1_600, sum: 5 },
  ]);
});

test('sessions of a key that is forgotten are sent on as they stand, open ones at the end or not', async () => {
  const readings = [...readingsAt([[0, 1]], 'a'), ...readingsAt([[1, 2]], 'b')];
  const one = { ...sums, by: 'sensorId', maxKeys: 1 } as const;
  expect(await sessionsOf(sessionWindow({ ...one, partial: 'drop' }), readings)).toMatchObject([
    { sensorId: 'a', sum: 1 },
  ]);
  expect(await sessionsOf(sessionWindow(one), readings)).toHaveLength(2);
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => sessionWindow({ ...sums, ...wrong } as never);
  expect(make({ gapMs: 0 })).toThrow(PipelineError);
  expect(make({ gapMs: 0 })).toThrow(/gapMs is a number of milliseconds, more than zero/);
  expect(make({ gapMs: undefined })).toThrow(/gapMs says after how long/);
  expect(make({ partial: 'keep' })).toThrow(/partial is 'emit' or 'drop'/);
});

const records: ReadingInput[] = Array.from({ length: 130 }, (_, i) => ({
  sensorId: i % 5 < 3 ? 'a' : 'b',
  timestamp: i * 400 - (i % 13 === 5 ? 1_700 : 0) + (i % 20 > 15 ? 2_000 : 0),
  value: i % 11 === 7 ? null : 90 + 30 * Math.sin(i / 3),
}));
const windows = () =>
  sessionWindow({ aggregates: everyAggregate, by: 'sensorId', gapMs: 900, latenessMs: 500 });
for (const { name, run } of stageConformance(windows, { recordType: Reading, records })) test(name, run);

import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, deduplicate, fromRecords, PipelineError, pipeline } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { seededRandom } from '../../src/testing/random.ts';
import { Reading, type ReadingInput, readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

test('the first of the same records stays, and its repeats count as filtered', async () => {
  const sink = collect();
  const report = await pipeline('once')
    .from(fromRecords(Reading, readingsOf([1, 2, 1, 3, 2, 1])))
    .through(deduplicate({ by: ['value'] }))
    .into(sink)
    .run();
  expect(sink.rows.map((row) => row.value)).toEqual([1, 2, 3]);
  expect(report.ledger).toMatchObject({ in: 6, out: 3, filtered: 3 });
});

test('null equals null, NaN equals NaN and 0 equals -0', async () => {
  const readings = readingsOf([null, Number.NaN, 0, null, Number.NaN, -0]);
  expect(await valuesAfter(deduplicate({ by: ['value'] }), readings, 'value')).toEqual([null, Number.NaN, 0]);
});

test('a record is remembered for so long, and late ones are told apart like others', async () => {
  const readings = readingsAt([
    [0, 1],
    [900, 1],
    [500, 1],
    [1_000, 1],
    [400, 2],
    [1_999, 2],
    [1_999, 1],
    [2_000, 2],
  ]);
  const stage = deduplicate({ by: ['value'], withinMs: 1_000, timestamp: 'timestamp' });
  expect(await valuesAfter(stage, readings, 'timestamp')).toEqual([0, 1_000, 400, 2_000]);
});

test('no two combinations of texts are taken for one', async () => {
  const Pair = defineRecord('Pair', { one: field.utf8().nullable(), other: field.dictionary().nullable() });
  const pairs = [
    { one: 'a', other: 'bc' },
    { one: 'ab', other: 'c' },
    { one: 'null;', other: null },
    { one: null, other: 'null;' },
    { one: '', other: '1:a' },
    { one: '1:a', other: '' },
  ];
  const sink = collect();
  await pipeline('pairs')
    .from(fromRecords(Pair, [...pairs, ...pairs]))
    .through(deduplicate({ by: ['one', 'other'] }))
    .into(sink)
    .run();
  expect(sink.rows.map((row) => ({ ...row }))).toEqual(pairs);
});

test('numbers of 64 bits are told apart to the last one, null from 0, and every kind from itself', async () => {
  const Event = defineRecord('Event', {
    id: field.int64({ as: 'bigint' }).nullable(),
    isLast: field.bool(),
    size: field.float32().nullable(),
  });
  const events = [
    { id: 2n ** 53n, isLast: false, size: 0.1 },
    { id: 2n ** 53n + 1n, isLast: false, size: 0.1 },
    { id: 0n, isLast: false, size: null },
    { id: null, isLast: false, size: null },
    { id: 0n, isLast: true, size: null },
    { id: 0n, isLast: true, size: 0 },
    { id: -1n, isLast: true, size: 0 },
  ];
  const driver = new StageDriver(deduplicate({ by: ['id', 'isLast', 'size'] }));
  await driver.process(Event.batch(14).appendRows([...events, ...events]));
  expect(driver.rows.map((row) => ({ ...row }))).toEqual(
    events.map((event) => ({ ...event, size: event.size && Math.fround(event.size) })),
  );
});

test('nulls are told apart in each of many fields', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `field${index}`);
  const Wide = defineRecord(
    'Wide',
    Object.fromEntries(names.map((name) => [name, field.float64().nullable()])),
  );
  const rows = names.map((one) => Object.fromEntries(names.map((name) => [name, name === one ? null : 0])));
  const driver = new StageDriver(deduplicate({ by: names }));
  await driver.process(Wide.batch(80).appendRows([...rows, ...rows]) as never);
  expect(driver.rows).toHaveLength(40);
});

test.each([
  {},
  { maxKeys: 1_500 },
  { maxKeys: 2_048 },
  { withinMs: 4_000 },
  { withinMs: 4_000, maxKeys: 900 },
])('thousands of keys are told as looking through all of them would, with %o', async (memory) => {
  const { between } = seededRandom(7);
  const readings = Array.from({ length: 40_000 }, (_, i) => ({
    sensorId: `sensor-${between(1, 5)}`,
    timestamp: i + between(0, 4),
    value: between(0, 999),
  }));
  const timed = memory.withinMs === undefined ? {} : { timestamp: 'timestamp' };
  const driver = new StageDriver(deduplicate({ by: ['sensorId', 'value'], ...memory, ...timed } as never));
  for (let start = 0; start < readings.length; start += 1_000)
    await driver.process(Reading.batch(1_000).appendRows(readings.slice(start, start + 1_000)));
  expect(driver.rows.map((row) => ({ ...row }))).toMatchObject(firstOnes(readings, memory));
});

test('texts that are not remembered take no room', async () => {
  const Event = defineRecord('Event', { id: field.utf8() });
  const driver = new StageDriver(deduplicate({ by: ['id'], maxKeys: 10 }));
  const ids = Array.from({ length: 5_000 }, (_, i) => ({ id: `event ${i}` }));
  for (let start = 0; start < 5_000; start += 100)
    await driver.process(Event.batch(100).appendRows(ids.slice(start, start + 100)));
  await driver.process(Event.batch(10).appendRows(ids.slice(-10)));
  expect(driver.rows).toHaveLength(5_000);
  expect(JSON.stringify(driver.stage.snapshot?.()).length).toBeLessThan(20_000);
});

test('of a state of more keys than are to be remembered now, the last ones are', async () => {
  const before = new StageDriver(deduplicate({ by: ['value'] }));
  const values = Array.from({ length: 3_000 }, (_, value) => value);
  await before.process(Reading.batch(3_000).appendRows(readingsOf(values)));
  const after = new StageDriver(deduplicate({ by: ['value'], maxKeys: 2 }));
  after.stage.restore?.(before.stage.snapshot?.() as never);
  expect(after.stage.stateMetrics).toEqual({ keys: 2, evicted: 2_998 });
  await after.process(Reading.batch(3).appendRows(readingsOf([2_999, 2_998, 2_997])));
  expect(after.rows.map((row) => ({ ...row }))).toMatchObject([{ value: 2_997 }]);
});

test('so many records are remembered at most, and it says how many it has forgotten', async () => {
  const driver = new StageDriver(deduplicate({ by: ['value'], maxKeys: 2 }));
  const batch = Reading.batch(5).appendRows(readingsOf([1, 2, 3, 1, 3]));
  await driver.process(batch);
  expect(driver.rows).toHaveLength(4);
  expect(driver.stage.stateMetrics).toEqual({ keys: 2, evicted: 2 });
});

test('a million records leave what is remembered bounded', async () => {
  const driver = new StageDriver(
    deduplicate({ by: ['timestamp'], withinMs: 1_000, timestamp: 'timestamp', maxKeys: 500 }),
  );
  const batch = Reading.batch(2_000);
  for (let i = 0; i < 2_000; i += 1) batch.append({ sensorId: 'a', timestamp: i * 100, value: i });
  for (let i = 0; i < 500; i += 1) {
    const next = batch.fork();
    const times = next.writable('timestamp').values;
    for (let row = 0; row < 2_000; row += 1) times[row] = (i * 2_000 + row) * 100;
    await driver.process(next);
    driver.rows.length = 0;
  }
  expect(driver.stage.stateMetrics).toEqual({ keys: 10, evicted: 999_990 });
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = () => deduplicate({ by: [], withinMs: -1, maxKeys: 0 } as never);
  expect(make).toThrow(PipelineError);
  expect(make).toThrow(
    /by names one field or more; it was .*maxKeys is .*; withinMs is .*; withinMs is counted/,
  );
});

test('records that may lack their time, and fields that cannot be compared, are an issue', () => {
  const Odd = Reading.extend('Odd', { at: field.timestamp().nullable(), photo: field.binary(4) });
  expect(issuesOf(deduplicate({ by: ['value'], withinMs: 1, timestamp: 'at' }), Odd)).toEqual([
    expect.stringMatching(/'at' may be null/),
  ]);
  expect(issuesOf(deduplicate({ by: ['photo'] }), Odd)).toEqual([expect.stringMatching(/but it is binary/)]);
});

test('a state of other fields is refused', () => {
  const state = deduplicate({ by: ['value'] }).snapshot?.();
  const restore = () => deduplicate({ by: ['sensorId'] }).restore?.(state as never);
  expect(restore).toThrow(/by was \["value"\] and is \["sensorId"\]/);
});

/** As {@link deduplicateReference}, for many readings: a map in the order in which keys are to be forgotten. */
function firstOnes(
  readings: readonly ReadingInput[],
  { withinMs = Number.POSITIVE_INFINITY, maxKeys = 65_536 }: { withinMs?: number; maxKeys?: number },
): ReadingInput[] {
  const remembered = new Map<string, number>();
  let clock = Number.NEGATIVE_INFINITY;
  return readings.filter(({ sensorId, timestamp, value }) => {
    clock = Math.max(clock, timestamp);
    for (const [key, at] of remembered) {
      if (clock - at < withinMs) break;
      remembered.delete(key);
    }
    const key = `${sensorId} ${value}`;
    if (remembered.has(key)) return false;
    const [oldest] = remembered.keys();
    if (remembered.size === maxKeys && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, clock);
    return true;
  });
}

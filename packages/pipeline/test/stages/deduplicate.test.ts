import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, deduplicate, fromRecords, PipelineError, pipeline } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, readingsOf } from '../readings.ts';
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
    /by names one field or more; it was .*withinMs is .*; maxKeys is .*; withinMs is counted/,
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

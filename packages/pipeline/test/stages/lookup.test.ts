import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, fromRecords, lookup, PipelineError, pipeline } from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading } from '../readings.ts';
import { issuesOf } from './values-after.ts';

const adds = { place: field.dictionary(), limit: field.float64().nullable() };
const places = new Map([
  ['a', { place: 'hall', limit: 80 }],
  ['b', { place: 'roof', limit: null }],
]);

const readings = ['a', 'x', 'b', 'a'].map((sensorId, i) => ({ sensorId, timestamp: i, value: i }));

test('what is known of a key is added to its records, null where nothing is', async () => {
  const sink = collect();
  await pipeline('places')
    .from(fromRecords(Reading, readings))
    .through(lookup({ by: 'sensorId', adds, from: places }))
    .into(sink)
    .run();
  expect(sink.rows.map(({ place, limit }) => [place, limit])).toEqual([
    ['hall', 80],
    [null, null],
    ['roof', null],
    ['hall', 80],
  ]);
});

test('records that nothing is known of are filtered, or set aside with the key', async () => {
  const dropping = lookup({ by: 'sensorId', adds, from: places, missing: 'drop' });
  const dropped = await pipeline('places')
    .from(fromRecords(Reading, readings))
    .through(dropping)
    .into(collect())
    .run();
  expect(dropped.ledger).toMatchObject({ out: 3, filtered: 1 });
  const causes: unknown[] = [];
  const refusing = lookup({ by: 'sensorId', adds, from: places, missing: 'dead-letter' });
  const refused = await pipeline('places')
    .from(fromRecords(Reading, readings))
    .through(refusing)
    .into(collect())
    .run({ deadLetters: { consume: ({ cause }) => void causes.push(cause) } });
  expect(refused.ledger).toMatchObject({ out: 3, deadLettered: 1 });
  expect(String(causes[0])).toMatch(/nothing is known of 'sensorId' "x"/);
});

test('a record without a key is one that nothing is known of', async () => {
  const Keyed = defineRecord('Keyed', { key: field.dictionary().nullable() });
  const sink = collect();
  await pipeline('keys')
    .from(fromRecords(Keyed, [{ key: null }, { key: 'a' }]))
    .through(lookup({ by: 'key', adds: { place: field.utf8() }, from: new Map([['a', { place: 'hall' }]]) }))
    .into(sink)
    .run();
  expect(sink.rows.map(({ place }) => place)).toEqual([null, 'hall']);
});

test('what changes in the map is in force from the next batch on', async () => {
  const changing = new Map([['a', { place: 'hall', limit: 1 }]]);
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, from: changing }));
  await driver.process(Reading.batch(1).append(readings[0]));
  const roof = { place: 'roof', limit: 2 };
  changing.set('a', roof);
  await driver.process(Reading.batch(1).append(readings[0]));
  roof.limit = 3;
  await driver.process(Reading.batch(1).append(readings[0]));
  changing.delete('a');
  await driver.process(Reading.batch(1).append(readings[0]));
  expect(driver.rows).toMatchObject([
    { place: 'hall', limit: 1 },
    { place: 'roof', limit: 2 },
    { place: 'roof', limit: 3 },
    { place: null, limit: null },
  ]);
});

test('a map of another kind is asked for the keys of the batch alone', async () => {
  class Lenient extends Map<string, { place: string; limit: number }> {
    override get(key: string) {
      return super.get(key.toLowerCase()) ?? { place: 'anywhere', limit: 0 };
    }
  }
  const from = new Lenient([['a', { place: 'hall', limit: 80 }]]);
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, from }));
  for (const sensors of ['xyz', 'AqA', 'aaa']) {
    const rows = [...sensors].map((sensorId, i) => ({ sensorId, timestamp: i, value: i }));
    await driver.process(Reading.batch(3).appendRows(rows));
  }
  const found = driver.rows.map((row) => (row as { limit: number | null }).limit);
  expect(found).toEqual([0, 0, 0, 80, 0, 80, 80, 80, 80]);
});

test.each([0, '', false, null])('what is no record of the fields fails the batch: %j', async (value) => {
  const from = new Map([...places, ['x', value as never]]);
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, from, missing: 'drop' }));
  await expect(driver.process(Reading.batch(4).appendRows(readings))).rejects.toThrow();
  expect(driver.rows).toEqual([]);
});

test('texts that come and go need no more room in a dictionary than those of a batch', async () => {
  const changing = new Map<string, { place: string }>();
  const few = { place: field.dictionary({ limit: 4 }) };
  const driver = new StageDriver(lookup({ by: 'sensorId', adds: few, from: changing }));
  const expected = Array.from({ length: 50 }, (_, i) => [`place ${i}`, `other ${i}`]);
  for (const [first, second] of expected) {
    changing.set('a', { place: first }).set('b', { place: second });
    await driver.process(Reading.batch(4).appendRows(readings));
  }
  const found = driver.rows.map((row) => (row as { place: string | null }).place);
  expect(found).toEqual(expected.flatMap(([first, second]) => [first, null, second, first]));
  for (let i = 0; i < 5; i += 1) changing.set(`sensor ${i}`, { place: `all at once ${i}` });
  const many = Array.from({ length: 5 }, (_, i) => ({ sensorId: `sensor ${i}`, timestamp: i, value: i }));
  await expect(driver.process(Reading.batch(5).appendRows(many))).rejects.toThrow(/at most 4 distinct/);
});

test('a selection of the records gets what is known of their keys', async () => {
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, from: places, missing: 'drop' }));
  const batch = Reading.batch(4).appendRows(readings);
  await driver.process(batch.narrow(Uint16Array.of(1, 3), 2));
  expect(driver.rows.map((row) => ({ ...row }))).toMatchObject([{ timestamp: 3, place: 'hall' }]);
});

test('all unknown keys of a batch are asked for at once, and each only once', async () => {
  const asked: (readonly string[])[] = [];
  const load = async (keys: readonly string[]) => {
    asked.push(keys);
    return places;
  };
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, load }));
  await driver.process(Reading.batch(4).appendRows(readings));
  await driver.process(Reading.batch(4).appendRows(readings));
  expect(asked).toEqual([['a', 'x', 'b']]);
  expect(driver.rows).toHaveLength(8);
  expect(driver.stage.stateMetrics).toEqual({ keys: 3, evicted: 0 });
});

test('so many answers are kept at most, those used longest ago are asked for again', async () => {
  const asked: string[] = [];
  const load = async (keys: readonly string[]) => {
    asked.push(...keys);
    return places;
  };
  const driver = new StageDriver(lookup({ by: 'sensorId', adds, load, maxKeys: 2 }));
  for (const sensorId of ['a', 'b', 'a', 'x', 'a', 'b']) {
    await driver.process(Reading.batch(1).append({ sensorId, timestamp: 0, value: 0 }));
  }
  expect(asked).toEqual(['a', 'b', 'x', 'b']);
  expect(driver.stage.stateMetrics).toEqual({ keys: 2, evicted: 2 });
});

test('an answer that fails is a failure of the run, and the next run asks again', async () => {
  let isDown = true;
  const stage = lookup({
    by: 'sensorId',
    adds,
    load: async () => {
      if (isDown) throw new Error('the registry is down');
      return places;
    },
  });
  const described = pipeline('places').from(fromRecords(Reading, readings)).through(stage);
  await expect(described.into(collect()).run()).rejects.toThrow(/registry is down/);
  isDown = false;
  expect((await described.into(collect()).run()).ledger.out).toBe(4);
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = () => lookup({ by: 'sensorId', adds: {}, missing: 'skip', maxKeys: 0 } as never);
  expect(make).toThrow(PipelineError);
  expect(make).toThrow(/adds has .*; missing is .*"skip"; maxKeys is .*; .*give from or load/);
});

test('a field that is there already is an issue', () => {
  const stage = lookup({ by: 'sensorId', adds: { value: field.float64() }, from: new Map() });
  expect(issuesOf(stage)).toEqual([expect.stringMatching(/adds "value", which is there already/)]);
});

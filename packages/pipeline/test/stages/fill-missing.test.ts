import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import {
  collect,
  fillMissing,
  fromRecords,
  type Ledger,
  memoryCheckpointStore,
  PipelineError,
  pipeline,
} from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { scriptedSource } from '../../src/testing.ts';
import { Reading, type ReadingInput, readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

const gappy = readingsOf([null, 1, null, null, 7, null]);
const line = { field: 'value', method: 'linear', timestamp: 'timestamp' } as const;

test('the previous value stands in for those that are missing, but before the first', async () => {
  const stage = fillMissing({ field: 'value', method: 'previous' });
  expect(await valuesAfter(stage, gappy, 'value')).toEqual([null, 1, 1, 1, 7, 7]);
});

test('nothing stands in for a sensor that has not had a value yet, however many others have', async () => {
  const driver = new StageDriver(fillMissing({ field: 'value', method: 'previous', by: 'sensorId' }));
  const dictionaries = Reading.dictionaries();
  const valuesOfBoth = [
    [1, null],
    [null, null],
    [null, 5],
    [null, null],
  ];
  for (const [a, b] of valuesOfBoth) {
    const rows = [...readingsOf([a, null], 'a'), ...readingsOf([b, null], 'b')];
    await driver.process(Reading.batch(4, { dictionaries }).appendRows(rows));
  }
  const filled = driver.rows.map((row) => (row as ReadingInput).value);
  expect(filled).toEqual([1, 1, null, null, 1, 1, null, null, 1, 1, 5, 5, 1, 1, 5, 5]);
});

test('the previous value stands in for so long', async () => {
  const stage = fillMissing({ field: 'value', method: 'previous', maxGapMs: 1_000, timestamp: 'timestamp' });
  expect(await valuesAfter(stage, gappy, 'value')).toEqual([null, 1, 1, null, 7, 7]);
});

test('what was known under a limit stands in without one', async () => {
  const limited = new StageDriver(
    fillMissing({ field: 'value', method: 'previous', maxGapMs: 1_000, timestamp: 'timestamp' }),
  );
  await limited.process(Reading.batch(2).appendRows(readingsOf([1, 2])));
  const unlimited = new StageDriver(fillMissing({ field: 'value', method: 'previous' }));
  unlimited.stage.restore?.(limited.stage.snapshot?.() as never);
  await unlimited.process(Reading.batch(4).appendRows(readingsOf([null, 5, null, null])));
  expect(unlimited.rows).toMatchObject([{ value: 2 }, { value: 5 }, { value: 5 }, { value: 5 }]);
});

test('a constant stands in everywhere', async () => {
  const stage = fillMissing({ field: 'value', method: 'constant', value: -1 });
  expect(await valuesAfter(stage, gappy, 'value')).toEqual([-1, 1, -1, -1, 7, -1]);
});

test('readings without a value are left out', async () => {
  const stage = fillMissing({ field: 'value', method: 'drop' });
  expect(await valuesAfter(stage, gappy, 'value')).toEqual([1, 7]);
});

test('a straight line is drawn in time from value to value, and from none to none', async () => {
  expect(await valuesAfter(fillMissing(line), gappy, 'value')).toEqual([null, 1, 3, 5, 7, null]);
  const uneven = readingsAt([
    [0, 0],
    [100, null],
    [1_000, 10],
  ]);
  expect(await valuesAfter(fillMissing(line), uneven, 'value')).toEqual([0, 1, 10]);
});

test('the values go into another field, which has those that were there, and the field stays as it is', async () => {
  for (const method of ['previous', 'linear', 'constant'] as const) {
    const ofMethod = { previous: {}, linear: { timestamp: 'timestamp' }, constant: { value: 1 } }[method];
    const make = () => fillMissing({ field: 'value', into: 'filled', method, ...ofMethod } as never);
    expect(await valuesAfter(make(), gappy.slice(1, 3), 'value')).toEqual([1, null]);
    const filled = await valuesAfter(make(), [...gappy.slice(1, 3), gappy[4]], 'filled');
    expect(filled).toEqual([1, method === 'linear' ? 3 : 1, 7]);
  }
});

test('numbers of any kind are filled into another field', async () => {
  const Small = defineRecord('Small', { at: field.timestamp(), level: field.int16().nullable() });
  const rows = [4, null, 7].map((level, i) => ({ at: i * 1_000, level }));
  const sink = collect();
  await pipeline('small')
    .from(fromRecords(Small, rows))
    .through(fillMissing({ field: 'level', into: 'filled', method: 'linear', timestamp: 'at' }))
    .into(sink)
    .run();
  expect(sink.rows).toMatchObject([{ filled: 4 }, { level: null, filled: 5.5 }, { filled: 7 }]);
});

test('keys are kept apart', async () => {
  const readings: ReadingInput[] = [
    { sensorId: 'a', timestamp: 0, value: 0 },
    { sensorId: 'b', timestamp: 0, value: 50 },
    { sensorId: 'a', timestamp: 1, value: null },
    { sensorId: 'b', timestamp: 2, value: 60 },
    { sensorId: 'a', timestamp: 2, value: 2 },
  ];
  const filled = await valuesAfter(fillMissing({ ...line, by: 'sensorId' }), readings, 'value');
  expect(filled).toEqual([0, 50, 1, 60, 2]);
});

test('a line is not drawn over a gap that is too long, nor through a value that came late', async () => {
  const stage = fillMissing({ ...line, maxGapMs: 2_000 });
  expect(await valuesAfter(stage, gappy, 'value')).toEqual([null, 1, null, null, 7, null]);
  const late = readingsAt([
    [1_000, 1],
    [1_500, null],
    [900, 3],
    [950, null],
    [1_000, 5],
  ]);
  expect(await valuesAfter(fillMissing(line), late, 'value')).toEqual([1, null, 3, 4, 5]);
});

/** The ledger after each batch of one reading, and what had come out by then. */
async function progressOf(stage: unknown, readings: readonly ReadingInput[]): Promise<[Ledger, number][]> {
  const progress: [Ledger, number][] = [];
  const sink = collect();
  async function* stream() {
    for (const reading of readings) {
      yield Reading.batch(1).append(reading);
      progress.push([run.progress.ledger, sink.rows.length]);
    }
  }
  const run = pipeline('waiting')
    .from({ recordType: Reading, stream })
    .through(stage as never)
    .into(sink)
    .start();
  const { ledger } = await run.report;
  return [...progress, [ledger, sink.rows.length]];
}

test('a record waits for the next value, those behind it wait with it, and the ledger says so', async () => {
  const readings = [
    ...readingsOf([1, null], 'a'),
    ...readingsOf([5], 'b'),
    ...readingsOf([null, null, 3], 'a'),
  ];
  const progress = await progressOf(fillMissing({ ...line, by: 'sensorId' }), readings);
  expect(progress.map(([{ inFlight }, sent]) => [inFlight, sent])).toEqual([
    ...[
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [0, 6],
    ],
    [0, 6],
  ]);
  expect(progress.at(-1)?.[0]).toMatchObject({ in: 6, out: 6, filtered: 0 });
});

test('no more records wait than may, and none for longer than the longest gap', async () => {
  const waiting = async (limits: object) => {
    const readings = readingsOf([1, null, null, null, null]);
    const progress = await progressOf(fillMissing({ ...line, ...limits }), readings);
    return progress.slice(0, -1).map(([{ inFlight }]) => inFlight);
  };
  expect(await waiting({ maxRecords: 2 })).toEqual([0, 1, 2, 2, 2]);
  expect(await waiting({ maxGapMs: 2_500 })).toEqual([0, 1, 2, 0, 0]);
});

test('records that wait are kept by a checkpoint, and go on in the next run', async () => {
  const batches = readingsOf([1, null, null, 7]).map((reading) => [reading]);
  const script = [...batches.slice(0, 2), { fail: new Error('the line is down') }, ...batches.slice(2)];
  const source = scriptedSource(Reading, script);
  const [first, second] = [collect(), collect()];
  const described = pipeline('kept').from(source).through(fillMissing(line));
  const checkpoint = { store: memoryCheckpointStore(), everyRecords: 1 };
  const error = await described
    .into(first)
    .run({ checkpoint })
    .catch((reason: PipelineError) => reason);
  expect(error).toMatchObject({ report: { ledger: { in: 2, out: 1, inFlight: 1 } } });
  const { ledger } = await described.into(second).run({ checkpoint });
  expect([valuesOf(first), valuesOf(second)]).toEqual([[1], [3, 5, 7]]);
  expect(ledger).toMatchObject({ in: 2, out: 2, inFlight: 0 });
});

const valuesOf = ({ rows }: { readonly rows: readonly object[] }) =>
  rows.map((row) => (row as { readonly value: number | null }).value);

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => fillMissing({ field: 'value', ...wrong } as never);
  expect(make({ method: 'next' })).toThrow(PipelineError);
  expect(make({ method: 'next' })).toThrow(
    /method is 'previous', 'linear', 'constant' or 'drop'; it was "next"/,
  );
  expect(make({ method: 'linear' })).toThrow(/name its field in timestamp/);
  expect(make({ method: 'previous', maxGapMs: 5 })).toThrow(/name its field in timestamp/);
  expect(make({ method: 'constant' })).toThrow(/value is a number.*value was undefined/);
  expect(make({ method: 'previous', value: 1 })).toThrow(/goes with the constant/);
  expect(make({ method: 'drop', into: 'filled', maxGapMs: 1 })).toThrow(
    /method is drop; drop leaves records/,
  );
  expect(make({ method: 'previous', maxRecords: 0 })).toThrow(/1 or more; it was 0; maxRecords is for/);
});

test('a field that cannot be written in place, or a time that may be missing, is an issue', () => {
  const Other = Reading.extend('Other', {
    at: field.timestamp().nullable(),
    small: field.int16().nullable(),
  });
  expect(issuesOf(fillMissing({ field: 'small', method: 'constant', value: 1 }), Other)).toEqual([
    "wrong-kind: reads the field 'small' of Other as float64, but it is int16",
  ]);
  expect(issuesOf(fillMissing({ ...line, timestamp: 'at' }), Other)).toEqual([
    expect.stringMatching(/'at' may be null/),
  ]);
});

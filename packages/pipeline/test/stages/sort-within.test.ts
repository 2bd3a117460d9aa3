import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import {
  collect,
  type DeadLetter,
  fromRecords,
  memoryCheckpointStore,
  PipelineError,
  pipeline,
  type SortWithinOptions,
  sortWithin,
} from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { scriptedSource } from '../../src/testing.ts';
import { Reading } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

/** Readings whose value tells in which order they came. */
const readingsIn = (...timestamps: number[]) => readingsAt(timestamps.map((timestamp, i) => [timestamp, i]));

test('records are put in the order of their time, those of equal time as they came', async () => {
  const stage = sortWithin({ withinMs: 100 });
  expect(await valuesAfter(stage, readingsIn(20, 10, 20, 0, 130), 'value')).toEqual([3, 1, 0, 2, 4]);
});

/** The order in which a stage sends records on, and the causes of those that it does not. */
async function sorted(options: SortWithinOptions<'timestamp'>, ...timestamps: number[]) {
  const sink = collect();
  const letters: DeadLetter[] = [];
  const { ledger } = await pipeline('sorted')
    .from(fromRecords(Reading, readingsIn(...timestamps), { batchSize: 2 }))
    .through(sortWithin(options))
    .into(sink)
    .run({ deadLetters: { consume: (letter) => void letters.push(letter) } });
  return { order: sink.rows.map(({ value }) => value), letters, ledger };
}

test('a record waits until there is one that is so much later', async () => {
  // When 100 comes, 0 is sent on; 40 comes in time for 50, and too late after it.
  expect((await sorted({ withinMs: 100 }, 0, 50, 100, 40, 150)).order).toEqual([0, 3, 1, 2, 4]);
});

test('a late record is set aside with its cause, and counted', async () => {
  const { order, letters, ledger } = await sorted({ withinMs: 100 }, 0, 50, 150, 40, 60);
  expect(order).toEqual([0, 1, 4, 2]);
  expect(letters).toEqual([
    expect.objectContaining({
      component: 'sortWithin',
      raw: expect.objectContaining({ timestamp: 40 }),
      cause: expect.objectContaining({ message: expect.stringMatching(/its time is 40, .*the time 50 has/) }),
    }),
  ]);
  expect(ledger).toMatchObject({ in: 5, out: 4, deadLettered: 1, inFlight: 0 });
});

test('a late record may be let pass, out of order', async () => {
  const { order, ledger } = await sorted({ withinMs: 100, late: 'pass' }, 0, 50, 150, 40, 60);
  expect(order).toEqual([0, 1, 3, 4, 2]);
  expect(ledger).toMatchObject({ in: 5, out: 5, deadLettered: 0 });
});

test('no more records wait than may', async () => {
  expect((await sorted({ maxRecords: 2 }, 30, 20, 10, 40, 5)).order).toEqual([2, 1, 0, 3]);
});

test('the records of a batch leave with all of their fields, whatever these are', async () => {
  const Note = defineRecord('Note', {
    at: field.timestamp(),
    text: field.utf8().nullable(),
    code: field.binary(2),
    sensorId: field.dictionary().nullable(),
    isOpen: field.bool(),
  });
  const notes = [30, 10, 20].map((at) => ({
    ...{ at, text: at === 10 ? null : `note ${at}`, code: Uint8Array.of(at, 1) },
    ...{ sensorId: at === 20 ? null : `s${at}`, isOpen: at > 15 },
  }));
  const sink = collect();
  await pipeline('notes')
    .from(fromRecords(Note, notes, { batchSize: 1 }))
    .through(sortWithin({ timestamp: 'at', withinMs: 1_000 }))
    .into(sink)
    .run();
  expect(sink.rows.map((row) => ({ ...row }))).toEqual([notes[1], notes[2], notes[0]]);
});

test('records that wait are kept by a checkpoint, and go on in the next run', async () => {
  const batches = readingsIn(20, 10, 30, 0).map((reading) => [reading]);
  const script = [...batches.slice(0, 2), { fail: new Error('the line is down') }, ...batches.slice(2)];
  const [first, second] = [collect(), collect()];
  const described = pipeline('kept')
    .from(scriptedSource(Reading, script))
    .through(sortWithin({ withinMs: 50 }));
  const checkpoint = { store: memoryCheckpointStore(), everyRecords: 1 };
  const error = await described
    .into(first)
    .run({ checkpoint })
    .catch((reason: PipelineError) => reason);
  expect(error).toMatchObject({ report: { ledger: { in: 2, out: 0, inFlight: 2 } } });
  const { ledger } = await described.into(second).run({ checkpoint });
  expect(first.rows).toEqual([]);
  expect(second.rows.map(({ value }) => value)).toEqual([3, 1, 0, 2]);
  expect(ledger).toMatchObject({ in: 2, out: 2, inFlight: 0 });
});

test('without a checkpoint, no position is committed beyond the oldest record that waits', async () => {
  const batches = readingsIn(20, 500, 30, 40, 200).map((reading) => [reading]);
  const source = scriptedSource(Reading, [...batches, { fail: new Error('the line is down') }]);
  await pipeline('unsaved')
    .from(source)
    .through(sortWithin({ withinMs: 100, late: 'pass' }))
    .into(collect())
    .run({ commitEveryMs: 0 })
    .catch(() => {});
  // The second record, of the far future, waits to the end.
  expect(source.commits.at(-1)).toBe(1);
});

test('one record of the far future does not make it keep those that are sent on', async () => {
  const driver = new StageDriver(sortWithin({ withinMs: 10, late: 'pass' }));
  await driver.process(Reading.batch(1).append({ sensorId: 'a', timestamp: 1e12, value: 0 }));
  for (let i = 0; i < 200; i += 1) {
    await driver.process(Reading.batch(1).append({ sensorId: 'a', timestamp: i, value: 1 }));
  }
  const { kept } = (driver.stage.snapshot?.() ?? {}) as { readonly kept: { readonly length: number } };
  expect([driver.rows.length, kept.length]).toEqual([200, 1]);
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => sortWithin(wrong as never);
  expect(make({})).toThrow(PipelineError);
  expect(make({})).toThrow(/\(withinMs\).*\(maxRecords\): give one of them/);
  expect(make({ withinMs: 0, maxRecords: 0, late: 'drop' })).toThrow(
    /withinMs is .* more than zero; it was 0; maxRecords is .*; it was 0; late is 'dead-letter' or 'pass'; it was "drop"/,
  );
});

test('records that may lack their time, or have none, are an issue', () => {
  const Untimed = Reading.extend('Untimed', { at: field.timestamp().nullable() });
  expect(issuesOf(sortWithin({ timestamp: 'at', withinMs: 1 }), Untimed)).toEqual([
    expect.stringMatching(/'at' may be null/),
  ]);
  expect(issuesOf(sortWithin({ timestamp: 'value', withinMs: 1 }))).toEqual([
    expect.stringMatching(/reads the field 'value' of Reading as timestamp/),
  ]);
});

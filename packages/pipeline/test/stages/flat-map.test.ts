import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { collect, flatMap, fromRecords, onError, PipelineError, pipeline } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf } from './values-after.ts';

const Step = defineRecord('Step', { sensor: field.dictionary({ limit: 4 }), step: field.uint16() });
const reads = Reading.fields;

/** As many steps of a reading as its value says. */
const steps = flatMap({
  reads,
  makes: Step,
  map: function* ({ sensorId, value }) {
    for (let step = 0; step < (value ?? 0); step += 1) yield { sensor: sensorId, step };
  },
});

test('each record becomes any number of others, counted in a ledger of their own', async () => {
  const sink = collect();
  const report = await pipeline('steps')
    .from(fromRecords(Reading, readingsOf([2, 0, null, 1])))
    .through(steps)
    .into(sink)
    .run();
  expect(sink.rows.map(({ step }) => step)).toEqual([0, 1, 0]);
  expect(report.ledger).toMatchObject({ in: 4, out: 4, derived: { flatMap: { in: 3, out: 3 } } });
});

test('more records than fit a batch are sent on in several, in order', async () => {
  const sink = collect();
  await pipeline('many steps')
    .from(fromRecords(Reading, readingsOf([5_000, 3])))
    .through(steps)
    .into(sink)
    .run();
  expect(sink.rows).toHaveLength(5_003);
  expect(sink.rows[4_999].step).toBe(4_999);
  expect(sink.rows[5_002].step).toBe(2);
});

test('when one record made is none of the type, the batch fails as a whole', async () => {
  const sink = collect();
  const letters: unknown[] = [];
  const odd = flatMap({ reads, makes: Step, map: ({ value }) => [{ sensor: 'a', step: value as number }] });
  const report = await pipeline('odd steps')
    .from(fromRecords(Reading, readingsOf([1, -1])))
    .through(onError('dead-letter', odd))
    .into(sink)
    .run({ deadLetters: { consume: (letter) => void letters.push(letter) } });
  expect(sink.rows).toEqual([]);
  expect(report.ledger).toMatchObject({ in: 2, deadLettered: 2 });
  expect(letters).toHaveLength(2);
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = () => flatMap({ reads: undefined, makes: {}, map: 5 } as never);
  expect(make).toThrow(PipelineError);
  expect(make).toThrow(/reads has .*; makes is a record type; .*; map is a function; it was 5/);
});

test('fields that are not as the function reads them are an issue', () => {
  const stage = flatMap({ reads: { value: field.float64() }, makes: Step, map: () => [] });
  expect(issuesOf(stage)).toEqual([expect.stringMatching(/'value' may be null/)]);
});

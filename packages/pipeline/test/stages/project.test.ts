import { expect, test } from 'vitest';
import { collect, filter, fromRecords, PipelineError, pipeline, project } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf } from './values-after.ts';

test('records have the named fields alone, in that order', async () => {
  const sink = collect();
  await pipeline('projected')
    .from(fromRecords(Reading, readingsOf([1, null, 3])))
    .through(
      filter({ reads: Reading.fields, where: ({ value }) => value !== 1 }),
      project({ fields: ['value', 'sensorId'] }),
    )
    .into(sink)
    .run();
  expect(sink.rows.map((row) => Object.entries(row))).toEqual([
    [
      ['value', null],
      ['sensorId', 'a'],
    ],
    [
      ['value', 3],
      ['sensorId', 'a'],
    ],
  ]);
});

test('options that cannot be meant are refused', () => {
  expect(() => project({ fields: [] })).toThrow(PipelineError);
  expect(() => project({ fields: ['value', 'value'] })).toThrow(/each field once; "value"/);
  expect(() => project({ fields: 'value' } as never)).toThrow(/names one field or more/);
});

test('a field that is not there is an issue', () => {
  expect(issuesOf(project({ fields: ['valeu'] as string[] }))).toEqual([
    expect.stringMatching(/missing-field: .*did you mean 'value'/),
  ]);
});

import { field } from '@pipe/records';
import { greaterThan } from '@pipe/records/kernels';
import { expect, test } from 'vitest';
import { collect, filter, fromRecords, PipelineError, pipeline } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf, valuesAfter } from './values-after.ts';

const reads = Reading.fields;
const readings = readingsOf([1, null, Number.NaN, 5, 9]);

test('the records stay for which the function says so', async () => {
  const stage = filter({ reads, where: ({ value }) => value === null || value > 4 });
  expect(await valuesAfter(stage, readings, 'value')).toEqual([null, 5, 9]);
});

test('kernels tell for whole columns which rows stay, and nulls never do', async () => {
  const stage = filter({
    reads: { value: field.float64().nullable() },
    columns: (batch, kept) => greaterThan(batch.column('value'), 4, batch.selection, kept),
  });
  expect(await valuesAfter(stage, readings, 'value')).toEqual([5, 9]);
});

test('the others count as filtered', async () => {
  const report = await pipeline('filtered')
    .from(fromRecords(Reading, readings))
    .through(filter({ reads, where: ({ timestamp }) => timestamp < 2_000 }))
    .into(collect())
    .run();
  expect(report.ledger).toMatchObject({ in: 5, out: 2, filtered: 3 });
});

test('a function that throws fails the batch', async () => {
  const stage = filter({
    reads,
    where: () => {
      throw new Error('no idea');
    },
  });
  await expect(valuesAfter(stage, readings, 'value')).rejects.toThrow(/no idea/);
});

test('options that cannot be meant are refused, all in one error', () => {
  expect(() => filter({ reads: null } as never)).toThrow(PipelineError);
  expect(() => filter({ reads: null } as never)).toThrow(/reads has .*null; .*give where or columns/);
});

test('fields that are not as the function reads them are an issue', () => {
  const stage = filter({ reads: { value: field.float64() }, where: ({ value }) => value > 0 });
  expect(issuesOf(stage)).toEqual([expect.stringMatching(/'value' may be null/)]);
});

import { field } from '@pipe/records';
import { add, multiply } from '@pipe/records/kernels';
import { expect, test } from 'vitest';
import { derive, PipelineError } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf, valuesAfter } from './values-after.ts';

const reads = Reading.fields;

test('a number is computed from the fields of each record, null where there is none', async () => {
  const doubled = derive({ into: 'out', reads, compute: ({ value }) => (value === null ? null : value * 2) });
  expect(await valuesAfter(doubled, readingsOf([1, null, Number.NaN, 4]), 'out')).toEqual([
    ...[2, null, Number.NaN, 8],
  ]);
});

test('the function reads text, times and numbers alike', async () => {
  const stage = derive({
    into: 'out',
    reads,
    compute: ({ sensorId, timestamp }) => sensorId.length + timestamp,
  });
  expect(await valuesAfter(stage, readingsOf([7, null], 'boiler'), 'out')).toEqual([6, 1_006]);
});

test('the field that is written may be one of those that are read', async () => {
  const stage = derive({
    into: 'value',
    reads,
    compute: ({ value }) => (value === null ? 0 : value > 2 ? null : -value),
  });
  expect(await valuesAfter(stage, readingsOf([1, null, 3]), 'value')).toEqual([-1, 0, null]);
});

test('kernels compute whole columns, nulls included', async () => {
  const stage = derive({
    into: 'out',
    reads: { value: field.float64().nullable() },
    columns: (batch, into) => {
      multiply(batch.column('value'), 1.8, batch.selection, into);
      add(into.values, 32, batch.selection, into);
      for (let row = 0; row < batch.length; row += 1) if (batch.isNull('value', row)) into.setNull(row);
    },
  });
  expect(await valuesAfter(stage, readingsOf([100, null, 0]), 'out')).toEqual([212, null, 32]);
});

test('rows that a columnar function does not set are null', async () => {
  const stage = derive({ into: 'out', reads, columns: () => {} });
  expect(await valuesAfter(stage, readingsOf([1, 2]), 'out')).toEqual([null, null]);
});

test('anything but a number or null fails the batch', async () => {
  const stage = derive({ into: 'out', reads, compute: () => '5' as never });
  await expect(valuesAfter(stage, readingsOf([1]), 'out')).rejects.toThrow(/derive.*returned string/);
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = () => derive({ into: '', reads: ['value'] } as never);
  expect(make).toThrow(PipelineError);
  expect(make).toThrow(
    /into is the name of a field.*; reads has the fields .*; it works by one function: give compute or columns/,
  );
  const both = () => derive({ into: 'out', reads, compute: () => 1, columns: () => {} } as never);
  expect(both).toThrow(/give compute or columns/);
});

test('fields that are not as the function reads them are an issue', () => {
  const reading = (fields: object) =>
    issuesOf(derive({ into: 'out', reads: fields as never, compute: () => 1 }));
  expect(reading({ value: field.float64() })).toEqual([expect.stringMatching(/'value' may be null/)]);
  expect(reading({ valeu: field.float64() })).toEqual([expect.stringMatching(/did you mean 'value'/)]);
  expect(reading({ sensorId: field.float64() })).toEqual([expect.stringMatching(/it is dictionary/)]);
  expect(issuesOf(derive({ into: 'sensorId', reads, compute: () => 1 }))).toEqual([
    expect.stringMatching(/writes the field 'sensorId', which must be a nullable float64/),
  ]);
  const columnar = derive({
    into: 'out',
    reads: { timestamp: field.timestamp().nullable() },
    columns: () => {},
  });
  expect(issuesOf(columnar)).toEqual([expect.stringMatching(/'timestamp' is never null/)]);
});

test('a 64-bit number is read in the form that its rows have', () => {
  const Counted = Reading.extend('Counted', { total: field.int64({ as: 'bigint' }) });
  const stage = derive({ into: 'out', reads: { total: field.int64() }, compute: ({ total }) => total });
  expect(issuesOf(stage, Counted)).toEqual([
    expect.stringMatching(/read as number, but its rows hold a bigint/),
  ]);
});

import { field } from '@pipe/records';
import { expect, test } from 'vitest';
import { PipelineError, rateOfChange } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

const options = { field: 'value', into: 'rate' } as const;

test('the rate is the change a second since the reading before, null for the first', async () => {
  expect(await valuesAfter(rateOfChange(options), readingsOf([1, 3, 2]), 'rate')).toEqual([null, 2, -1]);
});

test('the rate is in the unit that is asked for', async () => {
  const readings = readingsAt([
    [0, 1],
    [1_800_000, 2],
  ]);
  const perHour = rateOfChange({ ...options, per: 'hour' });
  expect(await valuesAfter(perHour, readings, 'rate')).toEqual([null, 2]);
  const perMillisecond = rateOfChange({ ...options, per: 'millisecond' });
  expect(await valuesAfter(perMillisecond, readings, 'rate')).toEqual([null, 1 / 1_800_000]);
});

test('a null has no rate, and the next one spans the gap', async () => {
  expect(await valuesAfter(rateOfChange(options), readingsOf([1, null, 5]), 'rate')).toEqual([null, null, 2]);
});

test('a reading that is not later than the latest has no rate, and none is measured from it', async () => {
  const readings = readingsAt([
    [1_000, 1],
    [1_000, 50],
    [500, 80],
    [2_000, 2],
  ]);
  expect(await valuesAfter(rateOfChange(options), readings, 'rate')).toEqual([null, null, null, 1]);
});

test('keys are kept apart', async () => {
  const readings = [
    ...readingsAt([[0, 1]], 'a'),
    ...readingsAt([[0, 9]], 'b'),
    ...readingsAt([[1_000, 2]], 'a'),
  ];
  expect(await valuesAfter(rateOfChange({ ...options, by: 'sensorId' }), readings, 'rate')).toEqual([
    ...[null, null, 1],
  ]);
});

test('a decrease may be a counter that has begun again, or nothing that could be known', async () => {
  const readings = readingsOf([90, 100, 4, 6]);
  const restart = rateOfChange({ ...options, onDecrease: 'restart' });
  expect(await valuesAfter(restart, readings, 'rate')).toEqual([null, 10, 4, 2]);
  const unknown = rateOfChange({ ...options, onDecrease: 'null' });
  expect(await valuesAfter(unknown, readings, 'rate')).toEqual([null, 10, null, 2]);
});

test('a key that has been silent for too long begins anew', async () => {
  const readings = readingsAt([
    [0, 1],
    [5_000, 2],
    [10_001, 3],
  ]);
  const stage = rateOfChange({ ...options, by: 'sensorId', idleMs: 5_000 });
  expect(await valuesAfter(stage, readings, 'rate')).toEqual([null, 0.2, null]);
});

test('options that cannot be meant are refused, all in one error', () => {
  const make = () => rateOfChange({ ...options, per: 'week', onDecrease: 'zero', maxKeys: 0 } as never);
  expect(make).toThrow(PipelineError);
  expect(make).toThrow(/per is 'millisecond', 'second', .*"week"; maxKeys is .*; onDecrease is /);
});

test('records that may lack their time, or have no such field, are an issue', () => {
  const Untimed = Reading.extend('Untimed', { at: field.timestamp().nullable() });
  expect(issuesOf(rateOfChange({ ...options, timestamp: 'at' }), Untimed)).toEqual([
    expect.stringMatching(/'at' may be null/),
  ]);
  expect(issuesOf(rateOfChange({ ...options, timestamp: 'value' }))).toEqual([
    expect.stringMatching(/reads the field 'value' of Reading as timestamp, but it is float64/),
  ]);
});

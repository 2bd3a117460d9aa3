import { field } from '@pipe/records';
import { expect, test } from 'vitest';
import { PipelineError, throttle } from '../../src/index.ts';
import { Reading } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

test('a record is kept when it is an interval later than the one kept last', async () => {
  const readings = readingsAt([
    [0, 1],
    [999, 2],
    [1_000, null],
    [1_500, 4],
    [2_000, 5],
  ]);
  expect(await valuesAfter(throttle({ intervalMs: 1_000 }), readings, 'value')).toEqual([1, null, 5]);
});

test('a record that came late is left out', async () => {
  const readings = readingsAt([
    [5_000, 1],
    [0, 2],
    [6_000, 3],
  ]);
  expect(await valuesAfter(throttle({ intervalMs: 1_000 }), readings, 'value')).toEqual([1, 3]);
});

test('keys are kept apart', async () => {
  const readings = [
    ...readingsAt([[0, 1]], 'a'),
    ...readingsAt([[10, 2]], 'b'),
    ...readingsAt([[20, 3]], 'a'),
  ];
  expect(await valuesAfter(throttle({ intervalMs: 50, by: 'sensorId' }), readings, 'value')).toEqual([1, 2]);
});

test('options that cannot be meant are refused, all in one error', () => {
  expect(() => throttle({} as never)).toThrow(PipelineError);
  expect(() => throttle({ intervalMs: 0, maxKeys: 0 })).toThrow(/intervalMs is .* more than zero.*; maxKeys/);
});

test('records that may lack their time are an issue', () => {
  const Untimed = Reading.extend('Untimed', { at: field.timestamp().nullable() });
  expect(issuesOf(throttle({ intervalMs: 1, timestamp: 'at' }), Untimed)).toEqual([
    expect.stringMatching(/'at' may be null/),
  ]);
});

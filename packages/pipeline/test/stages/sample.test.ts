import { expect, test } from 'vitest';
import { PipelineError, sample } from '../../src/index.ts';
import { readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

const numbers = Array.from({ length: 10_000 }, (_, i) => i);

test('the first of every so many records is kept, whatever it holds', async () => {
  const readings = readingsOf([1, 2, 3, null, 5, 6, 7]);
  expect(await valuesAfter(sample({ every: 3 }), readings, 'value')).toEqual([1, null, 7]);
});

test('keys are counted apart', async () => {
  const readings = ['a', 'a', 'b', 'a', 'b', 'b'].map((sensorId, i) => ({
    sensorId,
    timestamp: i,
    value: i,
  }));
  expect(await valuesAfter(sample({ every: 2, by: 'sensorId' }), readings, 'value')).toEqual([0, 2, 3, 5]);
});

test('a key that has been silent for too long is counted anew', async () => {
  const readings = readingsAt([
    [0, 1],
    [1_000, 2],
    [9_000, 3],
  ]);
  const stage = sample({ every: 10, by: 'sensorId', idleMs: 5_000, timestamp: 'timestamp' });
  expect(await valuesAfter(stage, readings, 'value')).toEqual([1, 3]);
});

test('each record is kept with the same probability, the same ones for a seed', async () => {
  const kept = await valuesAfter(sample({ probability: 0.25, seed: 1 }), readingsOf(numbers), 'value');
  expect(kept.length).toBeGreaterThan(2_300);
  expect(kept.length).toBeLessThan(2_700);
  const again = await valuesAfter(sample({ probability: 0.25, seed: 1 }), readingsOf(numbers), 'value');
  expect(again).toEqual(kept);
  const others = await valuesAfter(sample({ probability: 0.25, seed: 2 }), readingsOf(numbers), 'value');
  expect(others).not.toEqual(kept);
});

test('a probability of 0 keeps none, of 1 all', async () => {
  expect(await valuesAfter(sample({ probability: 0 }), readingsOf(numbers), 'value')).toEqual([]);
  expect(await valuesAfter(sample({ probability: 1 }), readingsOf(numbers), 'value')).toEqual(numbers);
});

test('options that cannot be meant are refused, all in one error', () => {
  expect(() => sample({} as never)).toThrow(PipelineError);
  const make = () => sample({ every: 0.5, probability: 2, seed: 0.5, idleMs: 0 } as never);
  expect(make).toThrow(/every is .*; probability is .*; seed is .*; it keeps one of .*; idleMs/);
});

test('a state of another way to sample is refused', () => {
  const counted = sample({ every: 2 }).snapshot?.();
  const random = sample({ probability: 0.5 }).snapshot?.();
  expect(() => sample({ probability: 0.5 }).restore?.(counted as never)).toThrow(
    /seed was not given and is 0/,
  );
  expect(() => sample({ every: 2 }).restore?.(random as never)).toThrow(/every was not given and is 2/);
});

test('a key that is no text is an issue', () => {
  expect(issuesOf(sample({ every: 2, by: 'value' }))).toEqual([
    expect.stringMatching(/as dictionary, but it is float64/),
  ]);
});

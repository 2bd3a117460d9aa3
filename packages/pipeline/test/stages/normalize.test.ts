import { field } from '@pipe/records';
import { expect, test } from 'vitest';
import { fitScale, normalize, PipelineError } from '../../src/index.ts';
import { Reading, readingsOf } from '../readings.ts';
import { issuesOf, valuesAfter } from './values-after.ts';

const into = 'normalized';
const readings = readingsOf([0, 5, 10, 20, null, Number.NaN]);

test('a given range becomes 0 to 1, and what lies outside of it lies outside', async () => {
  const stage = normalize({ field: 'value', into, method: 'range', scale: { min: 0, max: 10 } });
  expect(await valuesAfter(stage, readings, into)).toEqual([0, 0.5, 1, 2, null, Number.NaN]);
});

test('a given range becomes a given span, the other way round as well', async () => {
  const scale = { min: 0, max: 10 };
  const upward = normalize({ field: 'value', into, method: 'range', scale, to: [-1, 1] });
  expect(await valuesAfter(upward, readings, into)).toEqual([-1, 0, 1, 3, null, Number.NaN]);
  const downward = normalize({ field: 'value', into, method: 'range', scale, to: [100, 0] });
  expect(await valuesAfter(downward, readings, into)).toEqual([100, 50, 0, -100, null, Number.NaN]);
});

test('a given mean and deviation make z-scores', async () => {
  const stage = normalize({ field: 'value', into, method: 'z-score', scale: { mean: 10, deviation: 5 } });
  expect(await valuesAfter(stage, readings, into)).toEqual([-2, -1, 0, 2, null, Number.NaN]);
});

test('a key has its own scale, else the common one, else none', async () => {
  const keyed = [...readingsOf([5], 'a'), ...readingsOf([5], 'b'), ...readingsOf([5], '__proto__')];
  const options = { field: 'value', into, by: 'sensorId', method: 'range' } as const;
  const scales = { a: { min: 0, max: 5 } };
  expect(await valuesAfter(normalize({ ...options, scales }), keyed, into)).toEqual([1, null, null]);
  const scale = { min: 0, max: 10 };
  expect(await valuesAfter(normalize({ ...options, scale, scales }), keyed, into)).toEqual([1, 0.5, 0.5]);
});

test('a scale fitted on a sample serves both methods', async () => {
  const scale = fitScale([4, null, 8, Number.NaN, 6, Number.POSITIVE_INFINITY]);
  expect(scale).toEqual({ min: 4, max: 8, mean: 6, deviation: 2, count: 3 });
  const range = normalize({ field: 'value', into, method: 'range', scale });
  expect(await valuesAfter(range, readingsOf([4, 6, 8]), into)).toEqual([0, 0.5, 1]);
  const zScore = normalize({ field: 'value', into, method: 'z-score', scale });
  expect(await valuesAfter(zScore, readingsOf([4, 6, 8]), into)).toEqual([-1, 0, 1]);
});

test('a scale found on the way takes the number itself in, and leaves out what is not finite', async () => {
  const list = readingsOf([5, 5, 10, null, Number.NaN, 0, Number.NEGATIVE_INFINITY, 2.5]);
  const range = normalize({ field: 'value', into, method: 'range' });
  expect(await valuesAfter(range, list, into)).toEqual([
    ...[null, null, 1, null, Number.NaN, 0],
    ...[Number.NEGATIVE_INFINITY, 0.25],
  ]);
  const zScore = normalize({ field: 'value', into, method: 'z-score' });
  expect(await valuesAfter(zScore, readingsOf([1, 3, 2]), into)).toEqual([null, 1 / Math.SQRT2, 0]);
});

test('there is a result from so many numbers on', async () => {
  const stage = normalize({ field: 'value', into, method: 'range', atLeast: 3 });
  expect(await valuesAfter(stage, readingsOf([1, 3, 2]), into)).toEqual([null, null, 0.5]);
});

test('without into the field itself is written, in a copy where others read it', async () => {
  const scale = { min: 0, max: 10 };
  const stage = normalize({ field: 'value', method: 'range', scale });
  expect(await valuesAfter(stage, readings, 'value')).toEqual([0, 0.5, 1, 2, null, Number.NaN]);
  const batch = Reading.batch(2).appendRows(readingsOf([5, null]));
  const kept = batch.fork();
  const context = undefined as never;
  const result = await normalize({ field: 'value', method: 'range', scale }).process(batch, context);
  expect(result?.toRows().map(({ value }) => value)).toEqual([0.5, null]);
  expect(kept.toRows().map(({ value }) => value)).toEqual([5, null]);
});

test('a field that cannot be null is written in place where the scale is given, and refused where it is not', () => {
  const Required = Reading.extend('Required', { level: field.float64() });
  const scale = { min: 0, max: 1 };
  expect(issuesOf(normalize({ field: 'level', method: 'range', scale }), Required)).toEqual([]);
  expect(issuesOf(normalize({ field: 'level', method: 'range' }), Required)).toEqual([
    expect.stringMatching(/wrong-kind: .*writes the field 'level', which must be a nullable float64/),
  ]);
});

test('a field of another kind is not written in place', () => {
  const Small = Reading.extend('Small', { level: field.int16().nullable() });
  expect(issuesOf(normalize({ field: 'level', method: 'z-score' }), Small)).toEqual([
    "wrong-kind: reads the field 'level' of Small as float64, but it is int16",
  ]);
  expect(issuesOf(normalize({ field: 'level', into, method: 'z-score' }), Small)).toEqual([]);
});

test('options that cannot be meant are refused, all in one error', () => {
  const wrong = {
    ...{ field: 'value', method: 'z-score', to: [1, 1], atLeast: 1, idleMs: 5 },
    scale: { mean: 0, deviation: 0 },
    scales: { a: { min: 1, max: 2 } },
  };
  const make = () => normalize(wrong as never);
  expect(make).toThrow(PipelineError);
  for (const problem of [
    /scale has a finite mean, and a finite deviation above zero; they were 0 and 0/,
    /scales\['a'\] has a finite mean.*undefined/,
    /scales are keyed by a field/,
    /a z-score has none/,
    /to is two finite numbers that differ; it was \[1, 1\]/,
    /atLeast is a number of records, 2 or more; it was 1/,
    /atLeast is for a scale found on the way/,
    /idleMs says when a key is forgotten/,
  ]) {
    expect(make).toThrow(problem);
  }
  expect(() => normalize({ field: 'value', method: 'median' } as never)).toThrow(/'range' or 'z-score'/);
  expect(() => normalize({ field: 'value', method: 'range', scale: fitScale([]) })).toThrow(/NaN and NaN/);
});

test('a key is forgotten when it is one too many, and starts anew', async () => {
  const stage = normalize({ field: 'value', into, method: 'range', by: 'sensorId', maxKeys: 1 });
  const keyed = [...readingsOf([1, 2], 'a'), ...readingsOf([8], 'b'), ...readingsOf([9, 7], 'a')];
  expect(await valuesAfter(stage, keyed, into)).toEqual([null, 1, null, null, 0]);
});

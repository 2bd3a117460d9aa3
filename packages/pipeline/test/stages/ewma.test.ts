import { expect, test } from 'vitest';
import { ewma, PipelineError } from '../../src/index.ts';
import { readingsOf } from '../readings.ts';
import { issuesOf, readingsAt, valuesAfter } from './values-after.ts';

const options = { field: 'value', into: 'smooth' } as const;
const byTime = { ...options, halfLifeMs: 1_000, timestamp: 'timestamp' } as const;

test('by record, the average moves by a share of the distance, from the first number on', async () => {
  const stage = ewma({ ...options, alpha: 0.5 });
  expect(await valuesAfter(stage, readingsOf([8, 16, 0]), 'smooth')).toEqual([8, 12, 6]);
});

test('by time, a number weighs half as much as one that is a half-life younger', async () => {
  const readings = readingsAt([
    [0, 9],
    [1_000, 0],
    [3_000, 0],
  ]);
  expect(await valuesAfter(ewma(byTime), readings, 'smooth')).toEqual([
    9,
    expect.closeTo((9 * 0.5) / 1.5, 12),
    expect.closeTo((9 * 0.125) / (1 + 0.25 + 0.125), 12),
  ]);
});

test('numbers of the same time weigh the same', async () => {
  const readings = readingsAt([
    [0, 1],
    [0, 2],
    [0, 6],
  ]);
  expect(await valuesAfter(ewma(byTime), readings, 'smooth')).toEqual([1, 1.5, 3]);
});

test('the order of arrival makes no difference to what follows', async () => {
  const inOrder = readingsAt([
    [0, 4],
    [700, 5],
    [1_500, 9],
    [2_000, 1],
  ]);
  const late = [inOrder[0], inOrder[2], inOrder[1], inOrder[3]];
  const expected = (await valuesAfter(ewma(byTime), inOrder, 'smooth')).at(-1);
  expect((await valuesAfter(ewma(byTime), late, 'smooth')).at(-1)).toBeCloseTo(expected as number, 12);
});

test('null and what is not finite have no weight', async () => {
  const readings = readingsOf([8, null, Number.NaN, Number.NEGATIVE_INFINITY, 16]);
  const bad = [null, Number.NaN, Number.NEGATIVE_INFINITY];
  expect(await valuesAfter(ewma({ ...options, alpha: 0.25 }), readings, 'smooth')).toEqual([8, ...bad, 10]);
  const timed = await valuesAfter(ewma({ ...byTime, halfLifeMs: 4_000 }), readings, 'smooth');
  expect(timed).toEqual([8, ...bad, expect.closeTo((4 + 16) / 1.5, 12)]);
});

test('keys are kept apart', async () => {
  const readings = [...readingsOf([8], 'a'), ...readingsOf([2], 'b'), ...readingsOf([16], 'a')];
  const stage = ewma({ ...options, alpha: 0.5, by: 'sensorId' });
  expect(await valuesAfter(stage, readings, 'smooth')).toEqual([8, 2, 12]);
});

test('options that cannot be meant are refused', () => {
  const make = (wrong: object) => () => ewma({ ...options, ...wrong } as never);
  expect(make({})).toThrow(PipelineError);
  expect(make({})).toThrow(/alpha.*halfLifeMs.*give one of them/);
  expect(make({ alpha: 0.5, halfLifeMs: 5, timestamp: 'timestamp' })).toThrow(/give one of them/);
  expect(make({ alpha: 0 })).toThrow(/alpha is a number above 0 and up to 1; it was 0/);
  expect(make({ alpha: 1.5, maxKeys: 0.5 })).toThrow(/maxKeys is a number of keys.*; alpha is .*it was 1.5/);
  expect(make({ halfLifeMs: -1 })).toThrow(
    /halfLifeMs is a number.*it was -1; .*name its field in timestamp/,
  );
});

test('a field that is not there, or cannot take an average, is an issue', () => {
  expect(issuesOf(ewma({ ...options, field: 'valeu', alpha: 0.5 }))).toEqual([
    expect.stringMatching(/did you mean 'value'/),
  ]);
  expect(issuesOf(ewma({ field: 'value', into: 'sensorId', alpha: 0.5 }))).toEqual([
    expect.stringMatching(/'sensorId', which must be a nullable float64/),
  ]);
});

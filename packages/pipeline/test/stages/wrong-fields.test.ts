import { field } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import {
  type AnyStage,
  alarms,
  cast,
  deduplicate,
  derive,
  ewma,
  fillMissing,
  filter,
  flatMap,
  lookup,
  normalize,
  project,
  rateOfChange,
  rename,
  rolling,
  rollingAverage,
  sample,
  sessionWindow,
  slidingWindow,
  sortWithin,
  thresholdFilter,
  throttle,
  tumblingWindow,
} from '../../src/index.ts';
import { Reading } from '../readings.ts';
import { issuesOf } from './values-after.ts';

const aggregates = (name: string) => ({ mean: { mean: name } });
const place = { adds: { place: field.dictionary() }, from: new Map<string, never>() };

/** Each stage that reads a number, reading the field of that name. */
const ofNumbers: readonly [stage: string, make: (name: string) => AnyStage][] = [
  ['thresholdFilter', (name) => thresholdFilter({ field: name, above: 1 })],
  ['alarms', (name) => alarms({ field: name, above: 1 })],
  ['normalize', (name) => normalize({ field: name, method: 'range' })],
  ['rolling', (name) => rolling({ field: name, into: 'max', statistic: 'max', window: 3 })],
  ['rollingAverage', (name) => rollingAverage({ field: name, into: 'mean', window: 3 })],
  ['ewma', (name) => ewma({ field: name, into: 'mean', alpha: 0.5 })],
  ['rateOfChange', (name) => rateOfChange({ field: name, into: 'rate' })],
  ['fillMissing', (name) => fillMissing({ field: name, method: 'previous' })],
  ['tumblingWindow', (name) => tumblingWindow({ everyMs: 1, aggregates: aggregates(name) })],
  ['slidingWindow', (name) => slidingWindow({ everyMs: 1, sizeMs: 2, aggregates: aggregates(name) })],
  ['sessionWindow', (name) => sessionWindow({ gapMs: 1, aggregates: aggregates(name) })],
  ['derive', (name) => derive({ into: 'out', reads: { [name]: field.float64() }, compute: () => 1 })],
  ['filter', (name) => filter({ reads: { [name]: field.float64() }, where: () => true })],
  ['flatMap', (name) => flatMap({ reads: { [name]: field.float64() }, makes: Reading, map: () => [] })],
];

/** Each stage that reads event time, or a key, or any field. */
const ofOthers: typeof ofNumbers = [
  ['sortWithin', (name) => sortWithin({ withinMs: 1, timestamp: name })],
  ['throttle', (name) => throttle({ intervalMs: 1, timestamp: name })],
  ['deduplicate', (name) => deduplicate({ by: ['sensorId'], withinMs: 1, timestamp: name })],
  ['sample', (name) => sample({ every: 2, by: name })],
  ['lookup', (name) => lookup({ by: name, ...place })],
];

const ofAnyKind: typeof ofNumbers = [
  ['project', (name) => project({ fields: [name] })],
  ['rename', (name) => rename({ fields: { [name]: 'other' } })],
  ['cast', (name) => cast({ fields: { [name]: 'float32' } })],
  ['deduplicate', (name) => deduplicate({ by: [name] })],
];

describe('before anything is opened, check() tells', () => {
  test.each([...ofNumbers, ...ofOthers, ...ofAnyKind])('%s: a field that is not there', (_, make) => {
    expect(issuesOf(make('valeu'))).toEqual([
      expect.stringMatching(/^missing-field: .*'valeu'.*did you mean 'value'/),
    ]);
  });

  test.each(ofNumbers)('%s: a field that is no number', (_, make) => {
    expect(issuesOf(make('sensorId'))).toEqual([
      expect.stringMatching(/^wrong-kind: .*'sensorId'.*but it is dictionary/),
    ]);
  });

  test.each(ofOthers)('%s: a field that is neither a time nor a key', (_, make) => {
    expect(issuesOf(make('value'))).toEqual([
      expect.stringMatching(/^wrong-kind: .*'value'.*but it is float64/),
    ]);
  });
});

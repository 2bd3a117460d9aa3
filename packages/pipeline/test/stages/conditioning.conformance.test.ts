import { describe, test } from 'vitest';
import {
  alarms,
  ewma,
  fillMissing,
  normalize,
  rateOfChange,
  rolling,
  rollingAverage,
  sortWithin,
  thresholdFilter,
} from '../../src/index.ts';
import { type MakeStage, stageConformance } from '../../src/testing.ts';
import { Reading, type ReadingInput } from '../readings.ts';

/** Two sensors in turns, of values with fractions, some of them missing, at times that repeat and step back. */
const records: ReadingInput[] = Array.from({ length: 130 }, (_, i) => ({
  sensorId: i % 5 < 3 ? 'a' : 'b',
  timestamp: i * 400 - (i % 13 === 5 ? 1_700 : 0) - (i % 4 === 1 ? 400 : 0),
  value: i % 11 === 7 || i % 11 === 8 ? null : 90 + 30 * Math.sin(i / 3),
}));

const basics = { field: 'value', by: 'sensorId' } as const;
const timed = { ...basics, timestamp: 'timestamp' } as const;

const stages: [name: string, make: MakeStage][] = [
  ['normalize to a range', () => normalize({ ...basics, into: 'normalized', method: 'range' })],
  ['normalize in place', () => normalize({ ...basics, method: 'z-score' })],
  [
    'normalize by given scales',
    () => normalize({ ...basics, method: 'range', scales: { a: { min: 60, max: 120 } } }),
  ],
  ['rateOfChange', () => rateOfChange({ ...timed, into: 'rate', onDecrease: 'restart', idleMs: 1_500 })],
  ['ewma by record', () => ewma({ ...basics, into: 'smooth', alpha: 0.2 })],
  ['fillMissing with the previous value', () => fillMissing({ ...basics, method: 'previous' })],
  [
    'fillMissing on a line, in place',
    () => fillMissing({ ...timed, method: 'linear', maxGapMs: 4_000, maxRecords: 5 }),
  ],
  ['fillMissing on a line', () => fillMissing({ ...timed, into: 'filled', method: 'linear' })],
  ['fillMissing with a constant', () => fillMissing({ ...basics, method: 'constant', value: 0 })],
  ['fillMissing by leaving out', () => fillMissing({ ...basics, method: 'drop' })],
  ['sortWithin time', () => sortWithin({ withinMs: 1_000 })],
  ['sortWithin so many records', () => sortWithin({ maxRecords: 3, late: 'pass' })],
  ['rolling minimum', () => rolling({ ...timed, into: 'low', windowMs: 2_000, statistic: 'min' })],
  [
    'rolling quantile',
    () => rolling({ ...basics, into: 'most', window: 9, atLeast: 1, statistic: 'quantile', share: 0.9 }),
  ],
  ['rollingAverage', () => rollingAverage({ ...basics, into: 'smooth', window: 7 })],
  ['thresholdFilter', () => thresholdFilter({ ...basics, above: 100, limits: { b: { above: 80 } } })],
  ['alarms', () => alarms({ ...basics, above: 110, clearAbove: 90, raiseDelayMs: 500, staleMs: 900 })],
  ['changes of alarms', () => alarms({ ...basics, below: 70, emit: 'changes', updateMs: 700, maxKeys: 1 })],
  ['ewma by time', () => ewma({ ...timed, into: 'smooth', halfLifeMs: 900 })],
];

describe.each(stages)('%s is a stage', (_, make) => {
  for (const { name, run } of stageConformance(make, { recordType: Reading, records })) test(name, run);
});

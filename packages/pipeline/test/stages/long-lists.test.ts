import { field } from '@pipe/records';
import { expect, test } from 'vitest';
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
import { Reading, type ReadingInput } from '../readings.ts';
import { outcomeEveryWay } from './run-every-way.ts';

/** More than the largest of batches: of many sensors, with gaps, NaN, and times that repeat and step back. */
const readings: readonly ReadingInput[] = Array.from({ length: 2_600 }, (_, i) => ({
  sensorId: `s${(i * 31) % 97}`,
  timestamp: Math.floor(i / 3) * 100 - (i % 17 === 3 ? 2_500 : 0),
  value: i % 13 === 5 ? null : i % 101 === 7 ? Number.NaN : ((i * 7_919) % 1_000) / 7,
}));

const keyed = { field: 'value', by: 'sensorId' } as const;
const timed = { ...keyed, timestamp: 'timestamp' } as const;
const limits = { maxKeys: 60, idleMs: 20_000 };
const reads = Reading.fields;
const windows = {
  by: 'sensorId',
  latenessMs: 1_000,
  aggregates: { records: 'count', mean: { mean: 'value' }, median: { quantile: 'value', share: 0.5 } },
} as const;

const stages: readonly [name: string, make: () => AnyStage][] = [
  ['thresholdFilter', () => thresholdFilter({ ...keyed, above: 80, limits: { s5: { above: 20 } } })],
  [
    'alarms',
    () => alarms({ ...keyed, above: 80, clearAbove: 60, staleMs: 4_000, emit: 'changes', ...limits }),
  ],
  ['normalize', () => normalize({ ...timed, method: 'z-score', ...limits })],
  ['rolling', () => rolling({ ...timed, into: 'out', statistic: 'deviation', windowMs: 30_000, ...limits })],
  ['rollingAverage', () => rollingAverage({ ...timed, into: 'out', window: 7, ...limits })],
  ['ewma', () => ewma({ ...timed, into: 'out', halfLifeMs: 5_000, ...limits })],
  ['rateOfChange', () => rateOfChange({ ...timed, into: 'out', ...limits })],
  [
    'fillMissing',
    () => fillMissing({ ...timed, method: 'linear', maxGapMs: 30_000, maxRecords: 700, ...limits }),
  ],
  ['sortWithin', () => sortWithin({ withinMs: 2_000, maxRecords: 900 })],
  ['derive', () => derive({ into: 'out', reads, compute: ({ value }) => value && value / 3 })],
  ['filter', () => filter({ reads, where: ({ value }) => value !== null && value > 40 })],
  ['project', () => project({ fields: ['value', 'sensorId'] })],
  ['rename', () => rename({ fields: { value: 'celsius' } })],
  ['cast', () => cast({ fields: { value: 'int8' }, round: true })],
  [
    'flatMap',
    () => flatMap({ reads, makes: Reading, map: (record) => [{ ...record }, { ...record, value: null }] }),
  ],
  [
    'lookup',
    () =>
      lookup({
        by: 'sensorId',
        adds: { length: field.uint32() },
        load: async (keys) => new Map(keys.map((key) => [key, { length: key.length }])),
        maxKeys: 40,
      }),
  ],
  [
    'deduplicate',
    () => deduplicate({ by: ['value'], withinMs: 9_000, timestamp: 'timestamp', maxKeys: 300 }),
  ],
  ['sample', () => sample({ every: 3, ...limits, by: 'sensorId', timestamp: 'timestamp' })],
  ['throttle', () => throttle({ intervalMs: 7_000, by: 'sensorId', ...limits })],
  ['tumblingWindow', () => tumblingWindow({ ...windows, everyMs: 10_000, maxKeys: 60 })],
  ['slidingWindow', () => slidingWindow({ ...windows, sizeMs: 20_000, everyMs: 5_000, maxKeys: 60 })],
  ['sessionWindow', () => sessionWindow({ ...windows, gapMs: 9_000, maxKeys: 60 })],
];

test.each(stages)(
  'law 7: %s makes the same of a long list, however it is cut and interrupted',
  async (_, make) => {
    const { rows, setAside } = await outcomeEveryWay(make, readings, 433);
    expect(rows.length + setAside.length).toBeGreaterThan(100);
  },
);

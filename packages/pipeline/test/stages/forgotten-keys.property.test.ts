import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AnyStage,
  alarms,
  ewma,
  fillMissing,
  normalize,
  rateOfChange,
  rolling,
  sample,
  sessionWindow,
  slidingWindow,
  throttle,
  tumblingWindow,
} from '../../src/index.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { ewmaReference, timedEwmaReference } from './ewma-reference.ts';
import { linearReference, previousReference } from './fill-missing-reference.ts';
import { type KeyLimitsReference, keyLives, withoutLife } from './key-lives.ts';
import { normalizeReference } from './normalize-reference.ts';
import { rateReference } from './rate-of-change-reference.ts';
import { cuts, isClose, largestOf, readingLists } from './reading-lists.ts';
import { everyReference, throttleReference } from './records-reference.ts';
import { rollingReference } from './rolling-reference.ts';
import { runEveryWay } from './run-every-way.ts';

const keyed = { by: 'sensorId', timestamp: 'timestamp' } as const;
const basics = { ...keyed, field: 'value', into: 'out' } as const;
const hasValue = ({ value }: ReadingInput) => value !== null;
const always = () => true;

const never = Number.POSITIVE_INFINITY;
const limits = fc.oneof(
  fc.record({ maxKeys: fc.integer({ min: 1, max: 3 }), idleMs: fc.constantFrom(500, 2_000, never) }),
  fc.record({ maxKeys: fc.integer({ min: 4, max: 20 }), idleMs: fc.constant(never) }),
);

type Numbers = (readings: readonly ReadingInput[]) => (number | null)[];
type Selection = (readings: readonly ReadingInput[]) => ReadingInput[];
type Make = (limits: KeyLimitsReference) => AnyStage;

const numberStages: [
  name: string,
  make: Make,
  reference: Numbers,
  counts: (reading: ReadingInput) => boolean,
][] = [
  [
    'normalize by range',
    (few) => normalize({ ...basics, ...few, method: 'range' }),
    (list) => normalizeReference(list, { method: 'range' }),
    hasValue,
  ],
  [
    'normalize by z-score',
    (few) => normalize({ ...basics, ...few, method: 'z-score' }),
    (list) => normalizeReference(list, { method: 'z-score' }),
    hasValue,
  ],
  [
    'rateOfChange',
    (few) => rateOfChange({ ...basics, ...few }),
    (list) => rateReference(list, 'negative'),
    hasValue,
  ],
  [
    'ewma by record',
    (few) => ewma({ ...basics, ...few, alpha: 0.3 }),
    (list) => ewmaReference(list, 0.3),
    hasValue,
  ],
  [
    'ewma by time',
    (few) => ewma({ ...basics, ...few, halfLifeMs: 400 }),
    (list) => timedEwmaReference(list, 400),
    hasValue,
  ],
  [
    'fillMissing with the previous value',
    (few) => fillMissing({ ...basics, ...few, method: 'previous' }),
    (list) => previousReference(list, {}),
    always,
  ],
  [
    'fillMissing on a line',
    (few) => fillMissing({ ...basics, ...few, method: 'linear' }),
    (list) => linearReference(list, {}),
    always,
  ],
  [
    'rolling mean',
    (few) => rolling({ ...basics, ...few, window: 3, statistic: 'mean' }),
    (list) => rollingReference(list, { statistic: 'mean', window: 3, atLeast: 3 }),
    hasValue,
  ],
  [
    'rolling quantile of a time',
    (few) => rolling({ ...basics, ...few, windowMs: 950, statistic: 'quantile', share: 0.5 }),
    (list) => rollingReference(list, { statistic: 'quantile', windowMs: 950, atLeast: 1, share: 0.5 }),
    hasValue,
  ],
];

const selectingStages: [name: string, make: Make, reference: Selection][] = [
  [
    'sample',
    (few) => sample({ ...keyed, ...few, every: 3 }),
    (list) => everyReference(list, 3, ({ sensorId }) => sensorId),
  ],
  [
    'throttle',
    (few) => throttle({ ...keyed, ...few, intervalMs: 1_000 }),
    (list) => throttleReference(list, 1_000),
  ],
];

describe('a key that was forgotten begins anew, wherever the batches are cut', () => {
  test.each(numberStages)('%s', async (_, make, reference, counts) => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, limits, async (list, size, few) => {
        const rows = (await runEveryWay(() => make(few), list, size)) as { out: number | null }[];
        const expected = reference(keyLives(list, few, counts).readings);
        expect(rows).toHaveLength(expected.length);
        for (const [i, { out }] of rows.entries()) {
          if (!isClose(out, expected[i], largestOf(list) * 10)) {
            expect({ i, out }).toEqual({ i, out: expected[i] });
          }
        }
      }),
    );
  });

  test.each(selectingStages)('%s', async (_, make, reference) => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, limits, async (list, size, few) => {
        const rows = await runEveryWay(() => make(few), list, size);
        const expected = reference(keyLives(list, few, always).readings);
        expect(rows.map((row) => ({ ...row }))).toEqual(expected.map(withoutLife));
      }),
    );
  });
});

/** So patient that no reading is late. */
const patient = {
  ...keyed,
  aggregates: { records: 'count', mean: { mean: 'value' } },
  latenessMs: 6_000,
} as const;
const windowStages: [name: string, make: Make, windowsOfReading: number][] = [
  ['tumblingWindow', ({ maxKeys }) => tumblingWindow({ ...patient, maxKeys, everyMs: 300 }), 1],
  ['slidingWindow', ({ maxKeys }) => slidingWindow({ ...patient, maxKeys, sizeMs: 400, everyMs: 100 }), 4],
  ['sessionWindow', ({ maxKeys }) => sessionWindow({ ...patient, maxKeys, gapMs: 200 }), 1],
];

test.each(windowStages)(
  'no reading is lost with the windows of a key that is forgotten: %s',
  async (...stage) => {
    const [, make, windowsOfReading] = stage;
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, limits, async (list, size, few) => {
        const rows = (await runEveryWay(() => make(few), list, size)) as {
          sensorId: string;
          records: number;
        }[];
        for (const key of new Set(list.map(({ sensorId }) => sensorId))) {
          const records = rows.filter(({ sensorId }) => sensorId === key).map((row) => row.records);
          const due = list.filter(({ sensorId }) => sensorId === key).length * windowsOfReading;
          expect(records.reduce((sum, count) => sum + count, 0)).toBe(due);
        }
      }),
    );
  },
);

describe('it says how many keys it has state for, and how many it has forgotten', () => {
  type Case = [name: string, make: Make, counts: typeof hasValue, isIdle: boolean];
  test.each([
    ...numberStages.map(([name, make, , counts]): Case => [name, make, counts, true]),
    ...selectingStages.map(([name, make]): Case => [name, make, always, true]),
    ...windowStages.map(([name, make]): Case => [name, make, always, false]),
    [
      'alarms',
      (few) => alarms({ ...keyed, ...few, field: 'value', above: 3 }),
      hasValue,
      true,
    ] satisfies Case,
  ])('%s', async (_, make, counts, isIdle) => {
    await fc.assert(
      fc.asyncProperty(readingLists, limits, async (list, few) => {
        const driver = new StageDriver(make(few));
        await driver.process(Reading.batch(list.length || 1).appendRows(list));
        const { keys, evicted } = driver.stage.stateMetrics ?? { keys: -1, evicted: -1 };
        const { lives } = keyLives(list, isIdle ? few : { ...few, idleMs: never }, counts);
        expect(keys).toBeLessThanOrEqual(few.maxKeys);
        expect(keys + evicted).toBe(lives);
      }),
    );
  });
});

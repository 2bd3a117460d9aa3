import { changesOf, withAuditContext } from '@pipe/audit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PipelineError, type ThresholdFilterOptions, thresholdFilter } from '../../src/index.ts';
import type { ThresholdFilter } from '../../src/stages/filtering/threshold-filter.ts';
import { StageDriver } from '../../src/testing/conformance/stage-driver.ts';
import { Reading, type ReadingInput, readingsOf } from '../readings.ts';
import { cuts, readingLists } from './reading-lists.ts';
import { runEveryWay } from './run-every-way.ts';
import { issuesOf, valuesAfter } from './values-after.ts';

type Options = Omit<ThresholdFilterOptions<'value', 'sensorId'>, 'field'>;

const values = [1, 2, null, 3, Number.NaN, 4, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
const kept = (options: Options, of: readonly (number | null)[] = values) =>
  valuesAfter(thresholdFilter({ field: 'value', ...options }), readingsOf(of), 'value');

describe('a record passes', () => {
  test('strictly beyond a limit; null and NaN are beyond none', async () => {
    expect(await kept({ above: 2 })).toEqual([3, 4, Number.POSITIVE_INFINITY]);
    expect(await kept({ below: 2 })).toEqual([1, Number.NEGATIVE_INFINITY, -0]);
    expect(await kept({ above: 3, below: 0 })).toEqual([
      4,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  test('outside two limits, or between them', async () => {
    expect(await kept({ outside: [1, 3] })).toEqual(await kept({ below: 1, above: 3 }));
    expect(await kept({ between: [1, 4] })).toEqual([2, 3]);
    expect(await kept({ between: [-1, 1] })).toEqual([-0]);
  });

  test('on a limit where limits are inclusive, and a side without one stays open', async () => {
    expect(await kept({ above: 2, inclusive: true })).toEqual([2, 3, 4, Number.POSITIVE_INFINITY]);
    expect(await kept({ between: [1, 3], inclusive: true })).toEqual([1, 2, 3]);
    expect(await kept({ outside: [0, 4], inclusive: true })).toEqual([
      ...[4, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
    ]);
    const infinite = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(await kept({ above: 2, inclusive: true }, infinite)).toEqual([Number.POSITIVE_INFINITY]);
  });

  test('by the limit of its key, or else by the default; each replaces the side it names', async () => {
    const readings = ['boiler', 'kitchen', '__proto__', 'boiler', 'kitchen'].map((sensorId, i) => ({
      sensorId,
      timestamp: i,
      value: [90, 90, 90, -5, -5][i] as number,
    }));
    const options = { field: 'value', by: 'sensorId', above: 80, below: 0 } as const;
    const limits = { boiler: { above: 95 }, kitchen: { below: -10 } };
    const after = (limits?: Options['limits']) =>
      valuesAfter(thresholdFilter({ ...options, ...(limits && { limits }) }), readings, 'value');
    expect(await after()).toEqual([90, 90, 90, -5, -5]);
    expect(await after(limits)).toEqual([90, 90, -5]);
  });
});

test('a limit changed while it runs is in force from the next batch on, and in the log with who and why', async () => {
  const driver = new StageDriver(thresholdFilter({ field: 'value', above: 80 }));
  const { settings } = driver.stage as ThresholdFilter<'value', never>;
  const batch = () => Reading.batch(2).appendRows(readingsOf([85, 95]));
  await driver.process(batch());
  withAuditContext({ actor: 'alice', reason: 'too many alarms' }, () => {
    settings.above = 90;
  });
  await driver.process(batch());
  expect(driver.rows.map((row) => (row as { value: number }).value)).toEqual([85, 95, 95]);
  const change = changesOf(settings, 'above').at(-1);
  expect(change).toMatchObject({ oldValue: 80, newValue: 90, actor: 'alice', reason: 'too many alarms' });
  expect(() => {
    settings.above = Number.NaN;
  }).toThrow(/finiteLimit/);
  for (const limits of [{ a: { abov: 90 } }, { a: null }, { a: { above: Number.NaN } }, 90]) {
    expect(() => Object.assign(settings, { limits })).toThrow(/finiteLimits/);
  }
  expect(settings).toMatchObject({ above: 90, limits: undefined });
});

describe('what cannot be meant is refused', () => {
  test('at construction, all in one error', () => {
    const make = (options: Options) => () => thresholdFilter({ field: 'value', ...options });
    expect(make({})).toThrow(PipelineError);
    expect(make({})).toThrow(/it has no limit/);
    expect(make({ above: Number.NaN, limits: { a: { below: Number.POSITIVE_INFINITY } } })).toThrow(
      /above .*limits\['a'\]\.below .*name it in by/s,
    );
    expect(make({ above: 1, between: [0, 1] })).toThrow(/give one kind of them/);
    expect(make({ between: [3, 1] })).toThrow(
      /between is two finite numbers, the lower first; it was \[3, 1\]/,
    );
  });

  test('by check(), where a field is of another kind or not there', () => {
    expect(issuesOf(thresholdFilter({ field: 'sensorId', above: 1 }))).toEqual([
      expect.stringMatching(/^wrong-kind: .*'sensorId'/),
    ]);
    expect(issuesOf(thresholdFilter({ field: 'valeu', above: 1 }))).toEqual([
      expect.stringMatching(/^missing-field: .*did you mean 'value'/),
    ]);
  });
});

const kinds: fc.Arbitrary<Options> = fc
  .tuple(fc.integer({ min: -3, max: 8 }), fc.integer({ min: 1, max: 9 }))
  .chain(([low, width]) =>
    fc
      .record({
        kind: fc.constantFrom<Options>(
          { above: low },
          { below: low },
          { above: low + width, below: low },
          { between: [low, low + width] },
          { outside: [low, low + width] },
        ),
        inclusive: fc.boolean(),
        limits: fc.constantFrom<Options>(
          {},
          { by: 'sensorId', limits: { a: { above: 3 }, s7: { below: 2 }, __proto__: { above: 0 } } },
        ),
      })
      .map(({ kind, inclusive, limits }) => ({ ...kind, inclusive, ...limits })),
  );

/** The same in plain words. */
function reference(readings: readonly ReadingInput[], options: Options): readonly ReadingInput[] {
  const { between, outside, inclusive = false, limits = {} } = options;
  return readings.filter(({ sensorId, value }) => {
    const own = Object.hasOwn(limits, sensorId) ? limits[sensorId] : {};
    const above = own?.above ?? between?.[0] ?? outside?.[1] ?? options.above;
    const below = own?.below ?? between?.[1] ?? outside?.[0] ?? options.below;
    if (value === null) return false;
    const isAbove = above !== undefined && (value > above || (inclusive && value === above));
    const isBelow = below !== undefined && (value < below || (inclusive && value === below));
    return between ? isAbove && isBelow : isAbove || isBelow;
  });
}

test('law 7, fast equals slow: it keeps what the reference keeps, in whatever way it is run', async () => {
  await fc.assert(
    fc.asyncProperty(readingLists, kinds, cuts, async (readings, options, size) => {
      const rows = await runEveryWay(() => thresholdFilter({ field: 'value', ...options }), readings, size);
      expect(rows).toEqual(reference(readings, options).map((reading) => ({ ...reading })));
    }),
  );
});

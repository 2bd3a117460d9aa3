import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarms, collect, fromRecords, pipeline, rollingAverage, thresholdFilter } from '../src/index.ts';
import { batchSizes, Reading, type ReadingInput } from './readings.ts';
import { alarmsReference, rollingReference, thresholdReference } from './reference-stages.ts';

const value = fc.option(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -5, max: 15 }) },
    { weight: 1, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0),
    },
  ),
  { nil: null, freq: 6 },
);

/** Readings of a few sensors, with times that repeat and step back. */
const readings: fc.Arbitrary<ReadingInput[]> = fc.array(
  fc.record({
    sensorId: fc.constantFrom('a', 'b', 'c', 'ä', '__proto__'),
    timestamp: fc.integer({ min: 0, max: 50 }),
    value,
  }),
  { maxLength: 120 },
);

const limits = fc.constantFrom(
  undefined,
  { a: { above: 3 } },
  { b: { below: 9 }, ä: { above: -2 }, nobody: { above: 0 } },
);
const batchSize = fc.constantFrom(...batchSizes);

async function through(stage: unknown, list: readonly ReadingInput[], size: number): Promise<unknown[]> {
  const sink = collect();
  await pipeline('property')
    .from(fromRecords(Reading, list, { batchSize: size }))
    .through(stage as never)
    .into(sink)
    .run();
  return sink.rows.map((row) => ({ ...row }));
}

describe('law 7, fast equals slow', () => {
  test('thresholdFilter keeps what its reference keeps', async () => {
    await fc.assert(
      fc.asyncProperty(readings, limits, batchSize, async (list, byKey, size) => {
        const options = { above: 8, below: -1, ...(byKey ? { limits: byKey } : {}) };
        const kept = await through(
          thresholdFilter({ field: 'value', by: 'sensorId', ...options }),
          list,
          size,
        );
        expect(kept).toEqual(thresholdReference(list, options));
      }),
    );
  });

  test('rollingAverage means what its reference means', async () => {
    await fc.assert(
      fc.asyncProperty(readings, fc.integer({ min: 1, max: 7 }), batchSize, async (list, window, size) => {
        const stage = rollingAverage({ field: 'value', window, by: 'sensorId', into: 'mean' });
        const rows = (await through(stage, list, size)) as { mean: number | null }[];
        for (const [i, expected] of rollingReference(list, window).entries()) {
          const { mean } = rows[i];
          if (expected === null || !Number.isFinite(expected)) expect(mean).toBe(expected);
          else expect(mean).toBeCloseTo(expected, 6);
        }
      }),
    );
  });

  test('alarms begin, hold, peak and end as in the reference', async () => {
    await fc.assert(
      fc.asyncProperty(readings, limits, batchSize, async (list, byKey, size) => {
        const options = {
          above: 8,
          below: -1,
          clearAbove: 5,
          clearBelow: 2,
          ...(byKey ? { limits: byKey } : {}),
        };
        const found = await through(alarms({ field: 'value', by: 'sensorId', ...options }), list, size);
        expect(found).toEqual(alarmsReference(list, options));
      }),
    );
  });
});

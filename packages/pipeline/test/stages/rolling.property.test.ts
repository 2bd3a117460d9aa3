import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RollingStatistic, rolling } from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { cuts, isClose, largestOf, readingLists } from './reading-lists.ts';
import { type RollingReferenceOptions, rollingReference } from './rolling-reference.ts';
import { runEveryWay } from './run-every-way.ts';

const statistics: readonly RollingStatistic[] = ['mean', 'sum', 'min', 'max', 'deviation', 'quantile'];

async function expectAsReference(
  readings: readonly ReadingInput[],
  size: number,
  options: RollingReferenceOptions,
): Promise<void> {
  const make = () =>
    rolling({ field: 'value', into: 'out', by: 'sensorId', timestamp: 'timestamp', ...options } as never);
  const rows = (await runEveryWay(make, readings, size)) as { out: number | null }[];
  const expected = rollingReference(readings, options);
  const largest = largestOf(readings) * rows.length;
  for (const [i, { out }] of rows.entries()) {
    if (!isClose(out, expected[i], largest)) expect({ i, out }).toEqual({ i, out: expected[i] });
  }
}

const shares = fc.constantFrom(0, 0.1, 0.5, 0.99, 1);

describe('law 7, fast equals slow', () => {
  test.each(statistics)('rolling %s of so many records', async (statistic) => {
    const windows = fc.record({ window: fc.integer({ min: 2, max: 20 }), early: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, windows, shares, async (list, size, { window, early }, share) => {
        const ofQuantile = statistic === 'quantile' ? { share } : {};
        await expectAsReference(list, size, {
          statistic,
          window,
          atLeast: early ? 2 : window,
          ...ofQuantile,
        });
      }),
    );
  });

  test.each(statistics)('rolling %s of so much time', async (statistic) => {
    const windows = fc.record({
      windowMs: fc.constantFrom(1, 100, 950, 4_000),
      maxRecords: fc.constantFrom(3, 1_000),
    });
    const atLeast = statistic === 'deviation' ? 2 : 1;
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, windows, shares, async (list, size, window, share) => {
        const ofQuantile = statistic === 'quantile' ? { share } : {};
        await expectAsReference(list, size, { statistic, ...window, atLeast, ...ofQuantile });
      }),
    );
  });
});

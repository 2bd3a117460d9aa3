import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyStage, ewma, fillMissing, normalize, rateOfChange, sortWithin } from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { ewmaReference, timedEwmaReference } from './ewma-reference.ts';
import { linearReference, previousReference } from './fill-missing-reference.ts';
import { normalizeReference } from './normalize-reference.ts';
import { rateReference } from './rate-of-change-reference.ts';
import { cuts, isClose, largestOf, readingLists } from './reading-lists.ts';
import { runEveryWay } from './run-every-way.ts';
import { sortReference } from './sort-within-reference.ts';

/** Runs a stage that writes `out` every way, and compares with what its reference gives, number by number. */
async function expectAsReference(
  make: () => AnyStage,
  readings: readonly ReadingInput[],
  size: number,
  expected: readonly (number | null)[],
): Promise<void> {
  const rows = (await runEveryWay(make, readings, size)) as { out: number | null }[];
  const largest = largestOf(readings);
  expect(rows).toHaveLength(expected.length);
  for (const [i, { out }] of rows.entries()) {
    if (!isClose(out, expected[i], largest)) expect({ i, out }).toEqual({ i, out: expected[i] });
  }
}

/** One reading every 100 ms, some of them as late as a stage waits, or later. */
const nearlyOrdered = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 8 })), {
    maxLength: 100,
  })
  .map((delays) => delays.map((delay, i) => ({ sensorId: 'a', timestamp: (i - delay) * 100, value: i })));

const basics = { field: 'value', into: 'out', by: 'sensorId' } as const;

describe('law 7, fast equals slow', () => {
  test.each(['range', 'z-score'] as const)('normalize by %s found on the way', async (method) => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, fc.integer({ min: 2, max: 4 }), async (list, size, atLeast) => {
        const make = () => normalize({ ...basics, method, atLeast });
        await expectAsReference(make, list, size, normalizeReference(list, { method, atLeast }));
      }),
    );
  });

  test('normalize over all keys, in place', async () => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, async (list, size) => {
        const make = () => normalize({ field: 'value', method: 'range' });
        const rows = (await runEveryWay(make, list, size)) as { value: number | null }[];
        const expected = normalizeReference(list, { method: 'range', isKeyed: false });
        expect(rows.map(({ value }) => value)).toEqual(expected);
      }),
    );
  });

  test.each(['negative', 'restart', 'null'] as const)(
    'rateOfChange, a decrease being %s',
    async (onDecrease) => {
      await fc.assert(
        fc.asyncProperty(readingLists, cuts, async (list, size) => {
          const make = () => rateOfChange({ ...basics, onDecrease });
          await expectAsReference(make, list, size, rateReference(list, onDecrease));
        }),
      );
    },
  );

  test('ewma by record', async () => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, fc.constantFrom(0.01, 0.3, 1), async (list, size, alpha) => {
        const make = () => ewma({ ...basics, alpha });
        await expectAsReference(make, list, size, ewmaReference(list, alpha));
      }),
    );
  });

  test('ewma by time', async () => {
    await fc.assert(
      fc.asyncProperty(
        readingLists,
        cuts,
        fc.constantFrom(50, 400, 5_000),
        async (list, size, halfLifeMs) => {
          const make = () => ewma({ ...basics, halfLifeMs, timestamp: 'timestamp' });
          await expectAsReference(make, list, size, timedEwmaReference(list, halfLifeMs));
        },
      ),
    );
  });

  test('fillMissing with the previous value', async () => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, fc.constantFrom(100, 1_500), async (list, size, maxGapMs) => {
        const limits = { maxGapMs, timestamp: 'timestamp' } as const;
        const make = () => fillMissing({ ...basics, method: 'previous', ...limits });
        await expectAsReference(make, list, size, previousReference(list, limits));
      }),
    );
  });

  test('fillMissing with a constant, or by leaving out', async () => {
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, async (list, size) => {
        const constant = () => fillMissing({ ...basics, method: 'constant', value: 7 });
        await expectAsReference(
          constant,
          list,
          size,
          list.map(({ value }) => value ?? 7),
        );
        const rows = await runEveryWay(() => fillMissing({ field: 'value', method: 'drop' }), list, size);
        expect(rows).toEqual(list.filter(({ value }) => value !== null).map((reading) => ({ ...reading })));
      }),
    );
  });

  test('fillMissing on a line', async () => {
    const limits = fc.record({
      maxGapMs: fc.constantFrom(Number.POSITIVE_INFINITY, 6_000, 1_500),
      maxRecords: fc.constantFrom(1, 4, 1_000),
    });
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, limits, async (list, size, options) => {
        const make = () => fillMissing({ ...basics, method: 'linear', timestamp: 'timestamp', ...options });
        await expectAsReference(make, list, size, linearReference(list, options));
      }),
    );
  });

  test('sortWithin', async () => {
    const options = fc.record({
      withinMs: fc.constantFrom(Number.POSITIVE_INFINITY, 3_000, 200),
      maxRecords: fc.constantFrom(1, 5, 1_000),
      late: fc.constantFrom('dead-letter' as const, 'pass' as const),
    });
    await fc.assert(
      fc.asyncProperty(readingLists, cuts, options, async (list, size, limits) => {
        const rows = await runEveryWay(() => sortWithin(limits), list, size);
        expect(rows).toEqual(sortReference(list, limits));
      }),
    );
  });

  test('sortWithin, of readings nearly in order', async () => {
    const options = fc.record({
      withinMs: fc.constantFrom(300, 500),
      maxRecords: fc.constantFrom(4, 1_000),
      late: fc.constantFrom('dead-letter' as const, 'pass' as const),
    });
    await fc.assert(
      fc.asyncProperty(nearlyOrdered, cuts, options, async (list, size, limits) => {
        const rows = await runEveryWay(() => sortWithin(limits), list, size);
        expect(rows).toEqual(sortReference(list, limits));
      }),
    );
  });
});

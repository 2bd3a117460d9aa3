import fc from 'fast-check';
import type { ReadingInput } from '../readings.ts';

/** Values with ties, fractions, what is not finite, and gaps. */
const values = fc.option(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -5, max: 15 }) },
    { weight: 4, arbitrary: fc.integer({ min: -1e6, max: 1e6 }).map((thousandths) => thousandths / 1_000) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        -0,
        1e9 + 0.1,
      ),
    },
  ),
  { nil: null, freq: 4 },
);

/** Readings of a few sensors or many, with times that repeat and step back. */
export const readingLists: fc.Arbitrary<ReadingInput[]> = fc
  .constantFrom(
    ['a'],
    ['a', 'b', 'ä', '__proto__'],
    Array.from({ length: 40 }, (_, i) => `s${i}`),
  )
  .chain((sensors) =>
    fc.array(
      fc.record({
        sensorId: fc.constantFrom(...sensors),
        timestamp: fc.integer({ min: 0, max: 60 }).map((tick) => tick * 100),
        value: values,
      }),
      { maxLength: 150 },
    ),
  );

/** Sizes of batches that are interrupted or have rows out of play. */
export const cuts = fc.integer({ min: 1, max: 20 });

/** The largest finite number among the readings' values, whatever its sign. */
export function largestOf(readings: readonly ReadingInput[]): number {
  return readings.reduce(
    (most, { value }) => (Number.isFinite(value) ? Math.max(most, Math.abs(value as number)) : most),
    0,
  );
}

/** Whether a number reckoned in another way is the same but for rounding: within 1e-12 of the largest that played a part. */
export function isClose(actual: number | null, expected: number | null, largest: number): boolean {
  if (actual === null || expected === null) return actual === expected;
  if (!Number.isFinite(expected)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= 1e-12 * Math.max(1, largest, Math.abs(expected));
}

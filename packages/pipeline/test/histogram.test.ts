import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Histogram } from '../src/engine/histogram.ts';

test('a quantile is at most one part in 32 above the value that a sorted list gives', () => {
  const durations = fc.array(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const histogram = new Histogram();
      for (const duration of list) histogram.record(duration);
      const sorted = list.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(share * list.length)) - 1];
      const found = histogram.quantile(share);
      expect(found).toBeGreaterThanOrEqual(exact);
      expect(found).toBeLessThanOrEqual(exact * (1 + 1 / 32) + Number.EPSILON);
    }),
  );
});

test('nothing recorded reads as zero, and nothing is too short or too long to record', () => {
  const histogram = new Histogram();
  expect(histogram.summary()).toEqual({ mean: 0, p50: 0, p99: 0, max: 0 });
  for (const duration of [0, 1e-9, 1e12]) histogram.record(duration);
  expect(histogram.count).toBe(3);
  expect(histogram.quantile(1)).toBe(1e12);
});

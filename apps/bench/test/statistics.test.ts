import { describe, expect, it } from 'vitest';
import { pairedRatios, summarise } from '../src/statistics.ts';

describe('summarise', () => {
  it('gives the middle and the quarters of samples in any order', () => {
    expect(summarise([5, 1, 4, 2, 3])).toEqual({ median: 3, lower: 2, upper: 4, samples: 5 });
  });

  it('interpolates between neighbours', () => {
    expect(summarise([1, 2])).toEqual({ median: 1.5, lower: 1.25, upper: 1.75, samples: 2 });
  });

  it('is not moved by one disturbed turn', () => {
    expect(summarise([10, 11, 10, 900, 11]).median).toBe(11);
  });

  it('refuses nothing at all, and what is no number', () => {
    expect(() => summarise([])).toThrow(RangeError);
    expect(() => summarise([1, Number.NaN])).toThrow(RangeError);
  });
});

describe('pairedRatios', () => {
  it('compares turn by turn, so that a slow machine cancels out', () => {
    expect(pairedRatios([20, 200, 2_000], [10, 100, 1_000])).toEqual([2, 2, 2]);
  });

  it('leaves out the turns that either sat out', () => {
    expect(pairedRatios([6, null, 8], [3, 4, null])).toEqual([2]);
  });
});

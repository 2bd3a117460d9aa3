import { describe, expect, it } from 'vitest';
import { difference } from '../src/same-answer.ts';

describe('difference', () => {
  it('finds none in sums that were added up in another order', () => {
    expect(
      difference({ count: 3, sum: 0.1 + 0.2 + 0.3 }, { count: 3, sum: 0.3 + 0.2 + 0.1 }),
    ).toBeUndefined();
  });

  it('says where two answers differ, and both values', () => {
    expect(difference({ count: 3 }, { count: 4 })).toBe('answer.count: 3 and 4');
    expect(difference([1, { name: 'a' }], [1, { name: 'b' }])).toBe('answer.1.name: "a" and "b"');
  });

  it('does not take a missing figure for an equal one', () => {
    expect(difference({ count: 3, sum: 1 }, { count: 3 })).toBe('answer.sum: only one of them has it');
    expect(difference({ count: 3 }, { count: 3, sum: 1 })).toBe('answer.sum: only one of them has it');
  });

  it('tells 0, null and a text apart', () => {
    expect(difference(0, null)).toBe('answer: 0 and null');
    expect(difference('0', 0)).toBe('answer: "0" and 0');
  });

  it('finds a relative difference of a millionth', () => {
    expect(difference(1e12, 1e12 + 1e6)).toBe('answer: 1000000000000 and 1000001000000');
  });
});

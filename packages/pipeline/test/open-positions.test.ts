import { expect, test } from 'vitest';
import { OpenPositions } from '../src/engine/open-positions.ts';

test('gives the position behind the last batch before the one in question, and forgets those', () => {
  const open = new OpenPositions();
  for (const number of [1, 3, 4, 7]) open.add({ number, source: 'a', position: number * 10 });
  expect(open.takeBefore(1)).toBe(undefined);
  expect(open.takeBefore(4)).toBe(30);
  expect(open.takeBefore(4)).toBe(undefined);
  expect(open.takeBefore(Number.POSITIVE_INFINITY)).toBe(70);
});

test('law 4, memory is bounded: of many batches that wait for one to take effect, some positions are left out, and none is too far', () => {
  const open = new OpenPositions();
  for (let number = 1; number <= 100_000; number += 1) open.add({ number, source: 'a', position: number });
  let [steps, before] = [0, 0];
  for (let arrival = 1; arrival <= 100_001; arrival += 1) {
    const position = open.takeBefore(arrival);
    if (position === undefined) continue;
    expect(position).toBe(arrival - 1);
    expect(position).toBeGreaterThan(before);
    steps += 1;
    before = position as number;
  }
  expect(steps).toBeLessThanOrEqual(1_024);
  expect(before).toBe(100_000);
});

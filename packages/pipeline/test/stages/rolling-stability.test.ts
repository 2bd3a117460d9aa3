import { defineRecord, field, type RecordBatch } from '@pipe/records';
import { expect, test } from 'vitest';
import { type RollingStatistic, rolling } from '../../src/index.ts';

const Level = defineRecord('Level', { value: field.float64().nullable() });

const updates = 10_000_000;
const batchSize = 4_096;
const window = 100;
const offset = 1e9;

/** The i-th of many numbers a unit apart at most, on a large offset: no power of two, no period. */
const numberAt = (i: number) => offset + ((i * 0.618_033_988_749_895) % 1);

/** What is lost in the last digits is added up as well (Neumaier's form of Kahan's summation). */
function compensatedSum(numbers: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const number of numbers) {
    const total = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - total + number : number - total + sum;
    sum = total;
  }
  return sum + lost;
}

function expectedOf(statistic: RollingStatistic, last: number): number {
  const numbers = Array.from({ length: window }, (_, i) => numberAt(last - window + 1 + i));
  const aboveOffset = numbers.map((number) => number - offset);
  const mean = compensatedSum(aboveOffset) / window;
  switch (statistic) {
    case 'sum':
      return compensatedSum(numbers);
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'deviation':
      return Math.sqrt(compensatedSum(aboveOffset.map((number) => (number - mean) ** 2)) / (window - 1));
    case 'quantile':
      return numbers.toSorted((one, other) => one - other)[(window - 1) / 3];
    default:
      return offset + mean;
  }
}

/** The statistic after every batch's last number, with its number. */
function* rolledTo(statistic: RollingStatistic): Generator<readonly [last: number, result: number]> {
  const stage = rolling({
    ...{ field: 'value', into: 'value', window, statistic },
    ...(statistic === 'quantile' ? { share: 1 / 3 } : {}),
  } as const);
  for (let start = 0; start < updates; start += batchSize) {
    const batch = Level.batch(batchSize);
    const { values } = batch.writable('value');
    for (let i = 0; i < batchSize; i += 1) values[i] = numberAt(start + i);
    // It asks nothing of its context.
    const result = stage.process(batch.setLength(batchSize), undefined as never) as RecordBatch;
    yield [start + batchSize - 1, result.writable('value').values[batchSize - 1] as number];
    result.release();
  }
}

test.each<[statistic: RollingStatistic, digits: number]>([
  ['mean', 1e-14],
  ['sum', 1e-14],
  ['min', 0],
  ['max', 0],
  ['deviation', 1e-13],
  ['quantile', 0],
])('the %s is as exact after 10⁷ numbers of a large offset as after a hundred', (statistic, tolerance) => {
  let worst = 0;
  let last = 0;
  for (const [number, result] of rolledTo(statistic)) {
    const expected = expectedOf(statistic, number);
    worst = Math.max(worst, Math.abs(result - expected) / Math.abs(expected));
    last = number;
  }
  expect(last).toBeGreaterThanOrEqual(updates - 1);
  expect(worst).toBeLessThanOrEqual(tolerance);
});

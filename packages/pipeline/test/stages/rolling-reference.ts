import type { RollingStatistic } from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';

export interface RollingReferenceOptions {
  readonly statistic: RollingStatistic;
  readonly window?: number;
  readonly windowMs?: number;
  readonly maxRecords?: number;
  readonly atLeast: number;
  readonly share?: number;
}

interface Numbered {
  readonly timestamp: number;
  readonly value: number;
}

/** For each reading the statistic of its sensor's window, taken anew from all numbers in it. */
export function rollingReference(
  readings: readonly ReadingInput[],
  options: RollingReferenceOptions,
): (number | null)[] {
  const windows = new Map<string, Numbered[]>();
  return readings.map(({ sensorId, timestamp, value }) => {
    if (value === null) return null;
    const before = windows.get(sensorId) ?? [];
    const window = windowWith(before, { timestamp, value }, options);
    if (window === undefined) return null;
    windows.set(sensorId, window);
    return window.length < options.atLeast ? null : statisticOf(window, options);
  });
}

/** The window with one more number; `undefined` when that is too old to have a place in it. */
function windowWith(
  before: readonly Numbered[],
  number: Numbered,
  { window, windowMs = Number.POSITIVE_INFINITY, maxRecords = 65_536 }: RollingReferenceOptions,
): Numbered[] | undefined {
  if (window !== undefined) return [...before, number].slice(-window);
  const latest = Math.max(number.timestamp, ...before.map(({ timestamp }) => timestamp));
  if (latest - number.timestamp >= windowMs) return undefined;
  return [...before, number]
    .sort((one, other) => one.timestamp - other.timestamp)
    .filter(({ timestamp }) => latest - timestamp < windowMs)
    .slice(-maxRecords);
}

function statisticOf(window: readonly Numbered[], { statistic, share = 0 }: RollingReferenceOptions): number {
  const values = window.map(({ value }) => value);
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  switch (statistic) {
    case 'sum':
      return sum;
    case 'mean':
      return mean;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'deviation':
      return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1));
    case 'quantile':
      return quantileOf(values, share);
  }
}

function quantileOf(values: readonly number[], share: number): number {
  if (values.some(Number.isNaN)) return Number.NaN;
  const sorted = values.toSorted((one, other) => one - other || Math.sign(one) - Math.sign(other) || 0);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === high ? low : low + (high - low) * (place % 1);
}

import { afterAll, describe, test } from 'vitest';
import {
  alarms,
  deduplicate,
  fillMissing,
  fitScale,
  normalize,
  type RollingStatistic,
  rateOfChange,
  rolling,
  rollingAverage,
  slidingWindow,
  thresholdFilter,
  tumblingWindow,
} from '../../src/index.ts';
import { expectSameRows, expectSameValues, Oracle, rowsAfter } from './duckdb-oracle.ts';
import { oracleReadings, withGaps } from './oracle-readings.ts';
import { valuesAfter } from './values-after.ts';

/** What DuckDB calls each statistic, and whether two ways of reckoning it may round differently. */
const statistics: readonly [statistic: RollingStatistic, sql: string, isReckoned: boolean][] = [
  ['mean', 'avg(value)', true],
  ['sum', 'sum(value)', true],
  ['min', 'min(value)', false],
  ['max', 'max(value)', false],
  ['deviation', 'stddev_samp(value)', true],
  ['quantile', 'quantile_cont(value, 0.9)', true],
];

/** All aggregates of a window. */
const aggregates = {
  records: 'count',
  values: { count: 'value' },
  total: { sum: 'value' },
  mean: { mean: 'value' },
  low: { min: 'value' },
  high: { max: 'value' },
  deviation: { deviation: 'value' },
  median: { quantile: 'value', share: 0.5 },
} as const;

const aggregatesInSql = `
  count(*) AS records, count(value) AS values, sum(value) AS total, avg(value) AS mean, min(value) AS low,
  max(value) AS high, stddev_samp(value) AS deviation, quantile_cont(value, 0.5) AS median`;

const reckoned = ['total', 'mean', 'deviation', 'median'];

describe.each(oracleReadings.filter(({ isThere }) => isThere))('DuckDB agrees on $name', async ({ read }) => {
  const readings = read();
  const numbers = readings.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [0.25, 0.75].map((share) => quantileOf(numbers, share));
  const hasSteps = readings.some(({ timestamp }, i) => i > 0 && timestamp < readings[i - 1].timestamp);
  const windowMs = 12 * medianStep(readings.map(({ timestamp }) => timestamp));
  const oracle = await Oracle.over(readings);
  afterAll(() => oracle.close());

  test.each([
    ['above', { above: high }, `value > ${high}`],
    ['below', { below: low }, `value < ${low}`],
    ['between', { between: [low, high] }, `value > ${low} AND value < ${high}`],
    ['between, inclusive', { between: [low, high], inclusive: true }, `value BETWEEN ${low} AND ${high}`],
    ['outside', { outside: [low, high] }, `value < ${low} OR value > ${high}`],
  ] as const)('with thresholdFilter: %s', async (_, limits, where) => {
    const ours = await rowsAfter(thresholdFilter({ field: 'value', ...limits }), readings);
    expectSameRows(ours, await oracle.rows(`SELECT * EXCLUDE (i) FROM readings WHERE ${where} ORDER BY i`));
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  deduplicate,
  fillMissing,
  fitScale,
  normalize,
  type RollingStatistic,
  rateOfChange,
  rolling,
  rollingAverage,
  sessionWindow,
  slidingWindow,
  thresholdFilter,
  tumblingWindow,
} from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { bySensor, expectSameRows, expectSameValues, Oracle, type Row, rowsAfter } from './duckdb-oracle.ts';
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
  first: { first: 'value' },
  last: { last: 'value' },
  median: { quantile: 'value', share: 0.5 },
  most: { quantile: 'value', share: 0.95 },
} as const;

const aggregatesInSql = `
  count(*) AS records, count(value) AS values, sum(value) AS total, avg(value) AS mean, min(value) AS low,
  max(value) AS high, stddev_samp(value) AS deviation, quantile_cont(value, 0.5) AS median,
  quantile_cont(value, 0.95) AS most, first(value ORDER BY timestamp, i) FILTER (value IS NOT NULL) AS first,
  last(value ORDER BY timestamp, i) FILTER (value IS NOT NULL) AS last`;

const reckoned = ['total', 'mean', 'deviation', 'median', 'most'];

describe.each(oracleReadings)('as DuckDB has it, on $name', ({ isThere, read, stepMs, low, high }) => {
  describe.skipIf(!isThere)('by', () => {
    let readings: ReadingInput[];
    let oracle: Oracle;
    beforeAll(async () => {
      readings = read();
      oracle = await Oracle.over(readings);
    });
    afterAll(() => oracle.close());

    test.each([
      ['above', { above: high }, `value > ${high}`],
      ['below', { below: low }, `value < ${low}`],
      ['between', { between: [low, high] }, `value > ${low} AND value < ${high}`],
      ['between, inclusive', { between: [low, high], inclusive: true }, `value BETWEEN ${low} AND ${high}`],
      ['outside', { outside: [low, high] }, `value < ${low} OR value > ${high}`],
    ] as const)('thresholdFilter: %s', async (_, limits, where) => {
      const ours = await rowsAfter(thresholdFilter({ field: 'value', ...limits }), readings);
      expect(ours.length).toBeGreaterThan(0);
      expectSameRows(ours, await oracle.rows(`SELECT * EXCLUDE (i) FROM readings WHERE ${where} ORDER BY i`));
    });

    test.each(statistics)('rolling: %s of 12 records', async (statistic, sql, isReckoned) => {
      const stage = rolling({
        ...{ field: 'value', into: 'value', by: 'sensorId', window: 12, statistic },
        ...(statistic === 'quantile' ? { share: 0.9 } : {}),
      });
      const theirs = await oracle.valuesFor(`
        SELECT i, CASE WHEN count(*) OVER last12 = 12 THEN ${sql} OVER last12 END AS result FROM numbers
        WINDOW last12 AS (PARTITION BY sensorId ORDER BY i ROWS BETWEEN 11 PRECEDING AND CURRENT ROW)`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, isReckoned);
    });

    test.each(statistics)('rolling: %s of a time', async (statistic, sql, isReckoned) => {
      const windowMs = 12 * stepMs;
      const stage = rolling({
        ...{ field: 'value', into: 'value', by: 'sensorId', timestamp: 'timestamp', statistic },
        ...{ windowMs, ...(statistic === 'quantile' ? { share: 0.9 } : {}) },
      });
      // What a window holds is of the stretch of its length that it ends in, or of the one before.
      const theirs = await oracle.valuesFor(`
        WITH taken AS (
          SELECT *, floor(latest / ${windowMs}) AS last, floor(timestamp / ${windowMs}) AS stretch
          FROM numbers WHERE latest - timestamp < ${windowMs}),
        placed AS (SELECT *, last - age AS either FROM taken, range(2) AS ages(age))
        SELECT this.i, ${sql.replace('value', 'other.value')} AS result
        FROM placed AS this JOIN taken AS other
          ON other.sensorId = this.sensorId AND other.stretch = this.either AND other.i <= this.i
          AND other.timestamp > this.latest - ${windowMs}
        GROUP BY this.i`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, isReckoned);
    });

    test('rollingAverage', async () => {
      const stage = rollingAverage({ field: 'value', into: 'value', by: 'sensorId', window: 5, atLeast: 2 });
      const theirs = await oracle.valuesFor(`
        SELECT i, CASE WHEN count(*) OVER last5 >= 2 THEN avg(value) OVER last5 END AS result FROM numbers
        WINDOW last5 AS (PARTITION BY sensorId ORDER BY i ROWS BETWEEN 4 PRECEDING AND CURRENT ROW)`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, true);
    });

    test('rateOfChange', async () => {
      const stage = rateOfChange({ field: 'value', into: 'value', by: 'sensorId' });
      const theirs = await oracle.valuesFor(`
        WITH forward AS (
          SELECT * FROM numbers
          QUALIFY row_number() OVER (PARTITION BY sensorId, latest ORDER BY i) = 1)
        SELECT i, (value - lag(value) OVER before) / ((timestamp - lag(timestamp) OVER before) / 1000) AS result
        FROM forward WINDOW before AS (PARTITION BY sensorId ORDER BY i)`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, true);
    });

    test('normalize: a range that was fitted', async () => {
      const scale = fitScale(readings.map(({ value }) => value));
      const theirs = await oracle.valuesFor(
        'SELECT i, (value - min(value) OVER ()) / (max(value) OVER () - min(value) OVER ()) AS result FROM numbers',
      );
      const ours = await valuesAfter(
        normalize({ field: 'value', method: 'range', scale }),
        readings,
        'value',
      );
      expectSameValues(ours, theirs);
    });

    test('normalize: z-scores by a scale that was fitted', async () => {
      const scale = fitScale(readings.map(({ value }) => value));
      const [theirs] = await oracle.rows(`
        SELECT min(value) AS min, max(value) AS max, avg(value) AS mean, stddev_samp(value) AS deviation,
          count(value) AS count FROM readings`);
      expectSameRows([{ ...scale }], [theirs], ['mean', 'deviation']);
      const scores = await oracle.valuesFor(
        `SELECT i, (value - ${scale.mean}::DOUBLE) / ${scale.deviation}::DOUBLE AS result FROM numbers`,
      );
      expectSameValues(
        await valuesAfter(normalize({ field: 'value', method: 'z-score', scale }), readings, 'value'),
        scores,
        true,
      );
    });

    test('normalize: a range found on the way, by sensor', async () => {
      const stage = normalize({ field: 'value', method: 'range', by: 'sensorId' });
      const theirs = await oracle.valuesFor(`
        SELECT i, CASE WHEN max(value) OVER sofar > min(value) OVER sofar
          THEN (value - min(value) OVER sofar) / (max(value) OVER sofar - min(value) OVER sofar) END AS result
        FROM numbers WINDOW sofar AS (PARTITION BY sensorId ORDER BY i)`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs);
    });

    test('fillMissing: the previous value', async () => {
      const gappy = withGaps(readings);
      const stage = fillMissing({ field: 'value', method: 'previous', by: 'sensorId' });
      const gappyOracle = await Oracle.over(gappy);
      const theirs = await gappyOracle.valuesFor(`
        SELECT i, last_value(value IGNORE NULLS) OVER (PARTITION BY sensorId ORDER BY i) AS result FROM readings`);
      gappyOracle.close();
      expectSameValues(await valuesAfter(stage, gappy, 'value'), theirs);
    });

    test('deduplicate', async () => {
      const stage = deduplicate({ by: ['sensorId', 'timestamp'] });
      const theirs = await oracle.rows(`
        SELECT * EXCLUDE (i) FROM readings
        QUALIFY row_number() OVER (PARTITION BY sensorId, timestamp ORDER BY i) = 1 ORDER BY i`);
      expectSameRows(await rowsAfter(stage, readings), theirs);
    });

    test.each([0, 1, 20])('tumblingWindow: late by %i readings or less', async (steps) => {
      const [everyMs, latenessMs] = [10 * stepMs, steps * stepMs];
      const stage = tumblingWindow({ by: 'sensorId', everyMs, latenessMs, late: 'filter', aggregates });
      const theirs = await oracle.rows(windowsInSql({ sizeMs: everyMs, everyMs, latenessMs }));
      expectSameRows(inTime(await rowsAfter(stage, readings)), theirs, reckoned);
    });

    test('slidingWindow', async () => {
      const options = { sizeMs: 12 * stepMs, everyMs: 3 * stepMs, latenessMs: 2 * stepMs };
      const stage = slidingWindow({ by: 'sensorId', late: 'filter', aggregates, ...options });
      const theirs = await oracle.rows(windowsInSql(options));
      expectSameRows(inTime(await rowsAfter(stage, readings)), theirs, reckoned);
    });

    test('sessionWindow of high readings, of which none is late', async () => {
      const active = readings.filter(({ value }) => value !== null && value > high);
      const gapMs = 3 * stepMs;
      const stage = sessionWindow({ by: 'sensorId', gapMs, latenessMs: 1_000 * stepMs, aggregates });
      const ours = inTime(await rowsAfter(stage, active));
      expect(ours.length).toBeGreaterThan(2);
      expectSameRows(ours, await oracle.rows(sessionsInSql(high, gapMs)), reckoned);
    });
  });
});

/** Windows as groups of readings, without those that came when the window had closed. */
function windowsInSql({
  sizeMs,
  everyMs,
  latenessMs,
}: Record<'sizeMs' | 'everyMs' | 'latenessMs', number>): string {
  return `
    WITH clocked AS (SELECT *, max(timestamp) OVER (ORDER BY i) AS clock FROM readings),
    placed AS (
      SELECT *, (floor(timestamp / ${everyMs}) - pane) * ${everyMs} AS start
      FROM clocked, range(${sizeMs / everyMs}) AS panes(pane))
    SELECT sensorId, start, start + ${sizeMs} AS end, ${aggregatesInSql}
    FROM placed WHERE start + ${sizeMs} > clock - ${latenessMs} GROUP BY sensorId, start ORDER BY start, sensorId`;
}

/** Sessions of the values above a limit, as islands between gaps in time. */
function sessionsInSql(above: number, gapMs: number): string {
  return `
    WITH apart AS (
      SELECT *, timestamp - lag(timestamp) OVER (PARTITION BY sensorId ORDER BY timestamp, i) AS gap
      FROM numbers WHERE value > ${above}),
    numbered AS (
      SELECT *, count(*) FILTER (gap >= ${gapMs}) OVER (PARTITION BY sensorId ORDER BY timestamp, i) AS session FROM apart)
    SELECT sensorId, min(timestamp) AS start, max(timestamp) + ${gapMs} AS end, ${aggregatesInSql}
    FROM numbered GROUP BY sensorId, session ORDER BY start, sensorId`;
}

/** In the order of their start, and then of sensors. */
function inTime(rows: readonly Row[]): Row[] {
  return bySensor(rows).toSorted((one, other) => Number(one.start) - Number(other.start));
}

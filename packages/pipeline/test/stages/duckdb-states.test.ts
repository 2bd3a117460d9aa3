import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alarms, deduplicate, ewma, fillMissing, sample, sortWithin, throttle } from '../../src/index.ts';
import type { ReadingInput } from '../readings.ts';
import { bySensor, expectSameRows, expectSameValues, Oracle, rowsAfter } from './duckdb-oracle.ts';
import {
  type AlarmQuery,
  alarmsInSql,
  hopsInSql,
  linesInSql,
  staleInSql,
  weightedSumsInSql,
} from './duckdb-queries.ts';
import { oracleReadings, withGaps } from './oracle-readings.ts';
import { valuesAfter } from './values-after.ts';

// Stages that step from record to record, against queries that see all records at once.
describe.each(oracleReadings)('as DuckDB has it, on $name', ({ isThere, read, stepMs, low, high }) => {
  describe.skipIf(!isThere)('by', () => {
    const clear = (low + high) / 2;
    let readings: ReadingInput[];
    let oracle: Oracle;
    beforeAll(async () => {
      readings = read();
      oracle = await Oracle.over(readings);
    });
    afterAll(() => oracle.close());

    test('ewma by record, as a weighted sum', async () => {
      const stage = ewma({ field: 'value', into: 'value', by: 'sensorId', alpha: 0.4 });
      const weight = 'pow(0.6, age) * if(other.n = 1, 1, 0.4)';
      const theirs = await oracle.valuesFor(weightedSumsInSql(`sum(${weight} * other.value)`));
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, true);
    });

    test('ewma by time, as a weighted mean', async () => {
      const timed = { halfLifeMs: stepMs, timestamp: 'timestamp' } as const;
      const stage = ewma({ field: 'value', into: 'value', by: 'sensorId', ...timed });
      const weight = `pow(2, (other.timestamp - this.latest) / ${stepMs})`;
      const theirs = await oracle.valuesFor(
        weightedSumsInSql(`sum(${weight} * other.value) / sum(${weight})`),
      );
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, true);
    });

    test.each([Number.POSITIVE_INFINITY, 3])(
      'fillMissing: on a line over %s steps at most',
      async (steps) => {
        const gappy = withGaps(readings);
        const gappyOracle = await Oracle.over(gappy);
        const longest = Number.isFinite(steps) ? steps * stepMs : 1e15;
        const theirs = await gappyOracle.valuesFor(linesInSql(longest));
        gappyOracle.close();
        const options = { field: 'value', by: 'sensorId', timestamp: 'timestamp' } as const;
        const stage = fillMissing({ ...options, method: 'linear', maxGapMs: longest });
        expectSameValues(await valuesAfter(stage, gappy, 'value'), theirs, true);
      },
    );

    test('sample: one of so many', async () => {
      const theirs = await oracle.rows(`
        SELECT * EXCLUDE (i) FROM readings
        QUALIFY row_number() OVER (PARTITION BY sensorId ORDER BY i) % 7 = 1 ORDER BY i`);
      expectSameRows(await rowsAfter(sample({ every: 7, by: 'sensorId' }), readings), theirs);
    });

    test('throttle', async () => {
      const intervalMs = 200 * stepMs;
      const ours = await rowsAfter(throttle({ intervalMs, by: 'sensorId' }), readings);
      expectSameRows(ours, await oracle.rows(hopsInSql({ by: 'sensorId', clock: 'timestamp', intervalMs })));
    });

    test.each([[['sensorId']], [['sensorId', 'value']]] as const)(
      'deduplicate within a time, by %s',
      async (by) => {
        const withinMs = 200 * stepMs;
        const ours = await rowsAfter(deduplicate({ by, withinMs, timestamp: 'timestamp' }), readings);
        const clock = 'max(timestamp) OVER (ORDER BY i)';
        expectSameRows(ours, await oracle.rows(hopsInSql({ by: by.join(), clock, intervalMs: withinMs })));
      },
    );

    test('sortWithin a time that is long enough', async () => {
      const theirs = await oracle.rows('SELECT * EXCLUDE (i) FROM readings ORDER BY timestamp, i');
      expectSameRows(await rowsAfter(sortWithin({ withinMs: 1_000 * stepMs }), readings), theirs);
    });

    test.each([
      [0, 0],
      [5, 0],
      [0, 5],
      [2, 9],
    ])('alarms with hysteresis, raised after %i steps and cleared after %i', async (raise, back) => {
      const query: AlarmQuery = { above: high, clear, raiseMs: raise * stepMs, clearMs: back * stepMs };
      const stage = alarms({
        ...{ field: 'value', by: 'sensorId', above: high, clearAbove: clear },
        ...{ raiseDelayMs: query.raiseMs, clearDelayMs: query.clearMs },
      });
      const ours = await rowsAfter(stage, readings);
      expect(ours.length).toBeGreaterThan(0);
      expectSameRows(bySensor(ours), await oracle.rows(alarmsInSql(query)));
    });

    test('alarms of sensors that fall silent', async () => {
      const staleMs = 2 * stepMs;
      const ours = await rowsAfter(alarms({ field: 'value', by: 'sensorId', staleMs }), readings);
      expectSameRows(bySensor(ours), await oracle.rows(staleInSql(staleMs)));
    });
  });
});

import { field } from '@pipe/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cast,
  derive,
  fillMissing,
  filter,
  flatMap,
  lookup,
  normalize,
  project,
  rateOfChange,
  rename,
} from '../../src/index.ts';
import { Reading, type ReadingInput } from '../readings.ts';
import { expectSameRows, expectSameValues, Oracle, rowsAfter } from './duckdb-oracle.ts';
import { oracleReadings, withGaps } from './oracle-readings.ts';
import { valuesAfter } from './values-after.ts';

const reads = Reading.fields;

// Stages that look at one record at a time, and those that take what is missing out or fill it in.
describe.each(oracleReadings)('as DuckDB has it, on $name', ({ isThere, read, high }) => {
  describe.skipIf(!isThere)('by', () => {
    let readings: ReadingInput[];
    let oracle: Oracle;
    beforeAll(async () => {
      readings = withGaps(read());
      oracle = await Oracle.over(readings);
    });
    afterAll(() => oracle.close());

    test('filter', async () => {
      const where = ({ sensorId, value }: { readonly sensorId: string; readonly value: number | null }) =>
        value !== null && (value > high || sensorId.endsWith('4'));
      const theirs = await oracle.rows(
        `SELECT * EXCLUDE (i) FROM readings WHERE value > ${high} OR value IS NOT NULL AND sensorId LIKE '%4' ORDER BY i`,
      );
      expect(theirs.length).toBeGreaterThan(0);
      expectSameRows(await rowsAfter(filter({ reads, where }), readings), theirs);
    });

    test('derive', async () => {
      const compute = ({
        value,
        timestamp,
      }: {
        readonly value: number | null;
        readonly timestamp: number;
      }) => (value === null ? null : value * 1.8 + 32 - timestamp / 1e9);
      const theirs = await oracle.valuesFor(
        'SELECT i, value * 1.8::DOUBLE + 32::DOUBLE - timestamp / 1e9::DOUBLE AS result FROM readings',
      );
      expectSameValues(await valuesAfter(derive({ into: 'out', reads, compute }), readings, 'out'), theirs);
    });

    test('project and rename', async () => {
      const pair = project({ fields: ['value', 'sensorId'] });
      expectSameRows(
        await rowsAfter(pair, readings),
        await oracle.rows('SELECT value, sensorId FROM readings ORDER BY i'),
      );
      const named = rename({ fields: { value: 'celsius', sensorId: 'sensor' } });
      const theirs = await oracle.rows(
        'SELECT sensorId AS sensor, timestamp, value AS celsius FROM readings ORDER BY i',
      );
      expectSameRows(await rowsAfter(named, readings), theirs);
    });

    test.each([
      // The nearest whole number, of two the greater.
      ['int32', 'floor(value + 0.5)::INTEGER'],
      ['float32', 'value::FLOAT'],
    ] as const)('cast to %s', async (kind, sql) => {
      const stage = cast({ fields: { value: kind }, round: true });
      const theirs = await oracle.valuesFor(`SELECT i, ${sql} AS result FROM readings`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs);
    });

    test('cast, of a number that does not fit', async () => {
      const theirs = await oracle.rows(
        'SELECT * EXCLUDE (i) FROM readings WHERE value IS NULL OR round(value) BETWEEN -128 AND 127 ORDER BY i',
      );
      const fitting = cast({ fields: { value: 'int8' }, round: true });
      const ours = await rowsAfter(fitting, readings);
      expect(ours.map(({ timestamp }) => timestamp)).toEqual(theirs.map(({ timestamp }) => timestamp));
    });

    test('lookup, as an outer join', async () => {
      const known = [...new Set(readings.map(({ sensorId }) => sensorId))].slice(1);
      const from = new Map(known.map((sensorId, i) => [sensorId, { place: `hall ${i}`, offset: i / 7 }]));
      const adds = { place: field.dictionary(), offset: field.float64() };
      const places = known.map((sensorId, i) => `('${sensorId}', 'hall ${i}', ${i}::DOUBLE / 7)`);
      const theirs = await oracle.rows(`
        SELECT readings.* EXCLUDE (i), place, "offset" FROM readings
        LEFT JOIN (VALUES ${["('', '', 0::DOUBLE)", ...places].join()}) AS places (sensorId, place, "offset")
          USING (sensorId) ORDER BY i`);
      expectSameRows(await rowsAfter(lookup({ by: 'sensorId', adds, from }), readings), theirs);
    });

    test('flatMap', async () => {
      const map = (record: ReadingInput) =>
        record.value === null ? [] : [{ ...record }, { ...record, value: -record.value }];
      const theirs = await oracle.rows(`
        SELECT sensorId, timestamp, value * sign AS value
        FROM numbers, (VALUES (1), (-1)) AS signs (sign) ORDER BY i, sign DESC`);
      expectSameRows(await rowsAfter(flatMap({ reads, makes: Reading, map }), readings), theirs);
    });

    test('fillMissing: a constant, and nothing at all', async () => {
      const constant = fillMissing({ field: 'value', method: 'constant', value: -1.5 });
      const filled = await oracle.valuesFor(
        'SELECT i, coalesce(value, -1.5::DOUBLE) AS result FROM readings',
      );
      expectSameValues(await valuesAfter(constant, readings, 'value'), filled);
      const dropped = await rowsAfter(fillMissing({ field: 'value', method: 'drop' }), readings);
      const theirs = await oracle.rows('SELECT sensorId, timestamp, value FROM numbers ORDER BY i');
      expectSameRows(dropped, theirs);
    });

    test('rateOfChange of a counter that begins again', async () => {
      const stage = rateOfChange({ field: 'value', into: 'value', by: 'sensorId', onDecrease: 'restart' });
      const theirs = await oracle.valuesFor(`
        WITH forward AS (
          SELECT * FROM numbers QUALIFY row_number() OVER (PARTITION BY sensorId, latest ORDER BY i) = 1),
        stepped AS (
          SELECT *, lag(value) OVER before AS last, (timestamp - lag(timestamp) OVER before) / 1000 AS seconds
          FROM forward WINDOW before AS (PARTITION BY sensorId ORDER BY i))
        SELECT i, if(value < last, value, value - last) / seconds AS result FROM stepped WHERE last IS NOT NULL`);
      expectSameValues(await valuesAfter(stage, readings, 'value'), theirs, true);
    });

    test('normalize: z-scores by a scale found on the way', async () => {
      const stage = normalize({ field: 'value', method: 'z-score', by: 'sensorId', atLeast: 5 });
      const theirs = await oracle.valuesFor(`
        SELECT i, CASE WHEN count(*) OVER sofar >= 5 AND min(value) OVER sofar < max(value) OVER sofar
          THEN (value - avg(value) OVER sofar) / stddev_samp(value) OVER sofar END AS result
        FROM numbers WINDOW sofar AS (PARTITION BY sensorId ORDER BY i ROWS UNBOUNDED PRECEDING)`);
      const ours = await valuesAfter(stage, readings, 'value');
      // A score near zero is the difference of two numbers that are near: the rounding of the mean is what is left of it.
      const apart = theirs.filter((score, i) => !(Math.abs(Number(score) - Number(ours[i])) <= 1e-9));
      expect(apart).toEqual([]);
      expect(ours.map((score) => score === null)).toEqual(theirs.map((score) => score === null));
    });
  });
});

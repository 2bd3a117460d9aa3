import { DuckDBInstance } from '@duckdb/node-api';
import { work } from '../../contestant.ts';
import { rollingMeans, sensorType } from './duckdb-sql.ts';
import { firstTimestamp, type StagesInput } from './reading.ts';
import type { Totals } from './totals.ts';

export default work({
  title: 'DuckDB SQL',
  note: 'A window function over a table in memory, on all threads; the table holds sensor, time and value.',
  prepare: async ({ records }: StagesInput) => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(sensorType);
    await connection.run(`
      CREATE TABLE readings AS
      SELECT ('sensor-' || (i % 100))::sensor AS sensor,
             (${firstTimestamp} + i)::DOUBLE AS timestamp,
             (i * 7919 % 10007)::DOUBLE / 100.07 AS value
      FROM range(${records}) AS numbers(i)`);
    const query = await connection.prepare(rollingMeans);
    return async () => (await query.runAndReadAll()).getRowObjectsJS()[0] as Totals;
  },
});

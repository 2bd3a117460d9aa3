import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import { work } from '../../../contestant.ts';
import { emptyDatabase } from '../duckdb-readings.ts';
import { rollingMeans } from '../duckdb-sql.ts';
import { batchSize, type Reading, readings, type StagesInput } from '../reading.ts';
import type { Totals } from '../totals.ts';

async function append(connection: DuckDBConnection, rows: readonly Reading[]): Promise<void> {
  await connection.run('CREATE OR REPLACE TABLE readings (sensor VARCHAR, timestamp DOUBLE, value DOUBLE)');
  const appender = await connection.createAppender('readings');
  const chunk = DuckDBDataChunk.create([VARCHAR, DOUBLE, DOUBLE]);
  for (let start = 0; start < rows.length; start += batchSize) {
    const some = rows.slice(start, start + batchSize);
    chunk.reset();
    chunk.setColumns([
      some.map(({ sensorId }) => sensorId),
      some.map(({ timestamp }) => timestamp),
      some.map(({ value }) => value),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

export default work({
  title: 'DuckDB SQL',
  note: 'Objects through its appender in chunks of 2,048, then the window function.',
  prepare: async (input: StagesInput) => {
    const rows = readings(input);
    const connection = await emptyDatabase();
    return async () => {
      await append(connection, rows);
      return (await connection.runAndReadAll(rollingMeans)).getRowObjectsJS()[0] as Totals;
    };
  },
});

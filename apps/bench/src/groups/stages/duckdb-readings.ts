import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { sensorType } from './duckdb-sql.ts';
import { firstTimestamp, type StagesInput } from './reading.ts';

/** A database in memory with the type of our sensors. */
export async function emptyDatabase(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(sensorType);
  return connection;
}

/** A database in memory with the table `readings`, made by itself. */
export async function databaseOfReadings({ records }: StagesInput): Promise<DuckDBConnection> {
  const connection = await emptyDatabase();
  await connection.run(`
    CREATE TABLE readings AS
    SELECT ('sensor-' || (i % 100))::sensor AS sensor,
           (${firstTimestamp} + i)::DOUBLE AS timestamp,
           (i * 7919 % 10007)::DOUBLE / 100.07 AS value
    FROM range(${records}) AS numbers(i)`);
  return connection;
}

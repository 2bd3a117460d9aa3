import { DuckDBInstance } from '@duckdb/node-api';
import { work } from '../../contestant.ts';
import { type CsvInput, type Found, readingsFile } from './readings-file.ts';

const totals = (path: string) => `
  SELECT count(*)::DOUBLE AS rows, sum(value) AS sum, epoch_ms(max(timestamp))::DOUBLE AS latest
  FROM read_csv('${path}', header = true)`;

/** DuckDB on a number of threads. */
export const duckdb = (threads: 1 | 'all') =>
  work({
    title: `DuckDB, ${threads === 1 ? 'one thread' : 'all threads'}`,
    note: 'read_csv, which finds out dialect and types by itself and reads the two columns that are asked for.',
    prepare: async (input: CsvInput) => {
      const path = readingsFile(input);
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      if (threads !== 'all') await connection.run(`SET threads = ${threads}`);
      return async () =>
        (await connection.runAndReadAll(totals(path))).getRowObjectsJS()[0] as unknown as Found;
    },
  });

import { DuckDBInstance } from '@duckdb/node-api';
import { work } from '../../contestant.ts';
import { type CsvInput, type Found, readingsFile } from './readings-file.ts';

/** What is known of the file beforehand: finding it out takes half as long again as reading does. */
const layoutOf = (input: CsvInput): string => {
  const columns = 'rows' in input ? ['timestamp', 'sensorId', 'value', 'unit'] : ['timestamp', 'value'];
  const types = columns.map((name) => `${name}: '${typeOf(name)}'`);
  return `auto_detect = false, delim = ',', quote = '"', columns = {${types.join(', ')}}`;
};

function typeOf(column: string): string {
  if (column === 'timestamp') return 'TIMESTAMP';
  return column === 'value' ? 'DOUBLE' : 'VARCHAR';
}

const totals = (path: string, layout: string) => `
  SELECT count(*)::DOUBLE AS rows, sum(value) AS sum, epoch_ms(max(timestamp))::DOUBLE AS latest
  FROM read_csv('${path}', header = true, ${layout})`;

const notes = {
  told: 'read_csv, which is told dialect and types, and reads the two columns that are asked for.',
  detects: 'read_csv as one calls it first: it finds out dialect and types by itself.',
};

/** DuckDB on a number of threads, told what the file is like or finding it out. */
export const duckdb = (threads: 1 | 'all', knows: keyof typeof notes = 'told') =>
  work({
    title: `DuckDB, ${threads === 1 ? 'one thread' : 'all threads'}${knows === 'detects' ? ', types detected' : ''}`,
    note: notes[knows],
    prepare: async (input: CsvInput) => {
      const path = readingsFile(input);
      const query = totals(path, knows === 'told' ? layoutOf(input) : 'auto_detect = true');
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      if (threads !== 'all') await connection.run(`SET threads = ${threads}`);
      return async () => (await connection.runAndReadAll(query)).getRowObjectsJS()[0] as unknown as Found;
    },
  });

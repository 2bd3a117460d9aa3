import { work } from '../../../contestant.ts';
import { databaseOfReadings } from '../duckdb-readings.ts';
import { rollingMeans } from '../duckdb-sql.ts';
import type { StagesInput } from '../reading.ts';
import type { Totals } from '../totals.ts';

export default work({
  title: 'DuckDB SQL',
  note: 'A window function over a table in memory, on all threads; the table holds sensor, time and value.',
  prepare: async (input: StagesInput) => {
    const query = await (await databaseOfReadings(input)).prepare(rollingMeans);
    return async () => (await query.runAndReadAll()).getRowObjectsJS()[0] as Totals;
  },
});

import { work } from '../../../contestant.ts';
import { databaseOfReadings } from '../duckdb-readings.ts';
import { sumOfFahrenheit } from '../duckdb-sql.ts';
import type { StagesInput } from '../reading.ts';
import type { Totals } from '../totals.ts';

export default work({
  title: 'DuckDB SQL',
  note: 'A table in memory, on all threads.',
  prepare: async (input: StagesInput) => {
    const query = await (await databaseOfReadings(input)).prepare(sumOfFahrenheit);
    return async () => (await query.runAndReadAll()).getRowObjectsJS()[0] as Totals;
  },
});

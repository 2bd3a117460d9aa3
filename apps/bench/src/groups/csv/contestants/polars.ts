import pl from 'nodejs-polars';
import { work } from '../../../contestant.ts';
import { type CsvInput, type Found, readingsFile } from '../readings-file.ts';

export default work({
  title: 'Polars',
  note: 'scanCSV on all threads, which reads the two columns that are asked for.',
  prepare: (input: CsvInput) => {
    const path = readingsFile(input);
    return async () => {
      const totals = await pl
        .scanCSV(path, { parseDates: true })
        .select(
          pl.col('value').count().cast(pl.Float64).alias('rows'),
          pl.col('value').sum().alias('sum'),
          pl.col('timestamp').max().cast(pl.Int64).cast(pl.Float64).div(1_000).alias('latest'),
        )
        .collect();
      return totals.toRecords()[0] as unknown as Found;
    };
  },
});

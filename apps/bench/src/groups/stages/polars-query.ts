import pl from 'nodejs-polars';
import { above, range, window } from './reading.ts';
import type { Totals } from './totals.ts';

const { low, high } = range;

/** Threshold, normalisation and rolling mean of the frame's `sensor` and `value`, planned as a whole. */
export async function rollingMeans(frame: pl.DataFrame): Promise<Totals> {
  const normalized = pl
    .col('value')
    .sub(low)
    .div(high - low);
  const totals = await frame
    .lazy()
    .filter(pl.col('value').gt(above))
    .withColumn(normalized.alias('normalized'))
    .withColumn(pl.col('normalized').rollingMean({ windowSize: window }).over('sensor').alias('mean'))
    .select(pl.col('mean').count().alias('count'), pl.col('mean').sum().alias('sum'))
    .collect();
  return totals.toRecords()[0] as unknown as Totals;
}

/** Filter, conversion and sum of the frame's `value`. */
export async function sumOfFahrenheit(frame: pl.DataFrame): Promise<Totals> {
  const totals = await frame
    .lazy()
    .filter(pl.col('value').gt(above))
    .select(pl.col('value').count().alias('count'), pl.col('value').mul(1.8).plus(32).sum().alias('sum'))
    .collect();
  return totals.toRecords()[0] as unknown as Totals;
}

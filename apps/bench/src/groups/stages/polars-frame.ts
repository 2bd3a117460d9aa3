import pl from 'nodejs-polars';
import { columns } from './columns.ts';
import type { StagesInput } from './reading.ts';

/** Sensor numbers of a byte, and values, in order of time. */
export function frameOfReadings(input: StagesInput): pl.DataFrame {
  const { sensor, value } = columns(input);
  const frame = pl.DataFrame({ sensor: Array.from(sensor), value: Array.from(value) });
  return frame.withColumn(pl.col('sensor').cast(pl.UInt8));
}

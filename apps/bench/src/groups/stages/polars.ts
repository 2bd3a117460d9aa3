import pl from 'nodejs-polars';
import { work } from '../../contestant.ts';
import { columns } from './columns.ts';
import { rollingMeans } from './polars-query.ts';
import type { StagesInput } from './reading.ts';

export default work({
  title: 'Polars, lazy',
  note: 'nodejs-polars on all threads; the frame holds sensor numbers and values, in order of time.',
  prepare: (input: StagesInput) => {
    const { sensor, value } = columns(input);
    const frame = pl.DataFrame({ sensor: Array.from(sensor), value: Array.from(value) });
    const small = frame.withColumn(pl.col('sensor').cast(pl.UInt8));
    return () => rollingMeans(small);
  },
});

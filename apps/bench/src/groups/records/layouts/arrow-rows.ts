import { Float64, Table, TimestampMillisecond, vectorFromArray } from 'apache-arrow';
import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';

export default holding({
  title: 'Apache Arrow JS, row by row',
  note: 'Built from arrays of values by its builders; scanned through its row proxies.',
  build: ({ records }: RecordsInput) => {
    const indices = Array.from({ length: records }, (_, index) => index);
    const values = indices.map(valueAt);
    return new Table({
      sensorId: vectorFromArray(indices.map((i) => sensors[i % 100] as string)),
      timestamp: vectorFromArray(
        indices.map((i) => new Date(firstTimestamp + i)),
        new TimestampMillisecond(),
      ),
      value: vectorFromArray(values, new Float64()),
      unit: vectorFromArray(indices.map(() => unit)),
      normalized: vectorFromArray(
        values.map((value) => value / 100),
        new Float64(),
      ),
      rollingAvg: vectorFromArray(
        values.map((value) => value / 2),
        new Float64(),
      ),
    });
  },
  scan: (table) => {
    let beyond = 0;
    let sum = 0;
    for (const { value } of table as Iterable<{ value: number }>) {
      if (value <= above) continue;
      beyond += 1;
      sum += value;
    }
    return { beyond, sum };
  },
});

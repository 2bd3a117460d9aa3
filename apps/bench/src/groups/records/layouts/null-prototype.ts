import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';

export default holding({
  title: 'null-prototype object',
  note: 'The nearest thing to a dict: no prototype, keys assigned one by one.',
  build: ({ records }: RecordsInput) => {
    const kept: Record<string, string | number>[] = [];
    for (let i = 0; i < records; i += 1) {
      const value = valueAt(i);
      const record: Record<string, string | number> = Object.create(null);
      record.sensorId = sensors[i % 100] as string;
      record.timestamp = firstTimestamp + i;
      record.value = value;
      record.unit = unit;
      record.normalized = value / 100;
      record.rollingAvg = value / 2;
      kept.push(record);
    }
    return kept;
  },
  scan: (kept) => {
    let beyond = 0;
    let sum = 0;
    for (const record of kept) {
      const value = record.value as number;
      if (value <= above) continue;
      beyond += 1;
      sum += value;
    }
    return { beyond, sum };
  },
});

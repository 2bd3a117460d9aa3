import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';
import { SensorRecord } from '../sensor-record.ts';

export default holding({
  title: 'our rows',
  note: 'Checked as they are created, and sealed.',
  build: ({ records }: RecordsInput) => {
    const kept = [];
    for (let i = 0; i < records; i += 1) {
      const value = valueAt(i);
      kept.push(
        SensorRecord.create({
          sensorId: sensors[i % 100] as string,
          timestamp: firstTimestamp + i,
          value,
          unit,
          normalized: value / 100,
          rollingAvg: value / 2,
        }),
      );
    }
    return kept;
  },
  scan: (kept) => {
    let beyond = 0;
    let sum = 0;
    for (const { value } of kept) {
      if (value <= above) continue;
      beyond += 1;
      sum += value;
    }
    return { beyond, sum };
  },
});

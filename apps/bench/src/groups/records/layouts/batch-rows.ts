import type { RecordBatch } from '@pipe/records';
import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';
import { SensorRecord } from '../sensor-record.ts';

const batchSize = 2_048;

export default holding({
  title: 'our batches, row by row',
  note: 'Batches of 2,048: objects appended one by one, checked; scanned row by row.',
  build: ({ records }: RecordsInput) => {
    const dictionaries = SensorRecord.dictionaries();
    const batches: RecordBatch<typeof SensorRecord.fields>[] = [];
    for (let start = 0; start < records; start += batchSize) {
      const end = Math.min(start + batchSize, records);
      const batch = SensorRecord.batch(end - start, { dictionaries });
      for (let i = start; i < end; i += 1) {
        const value = valueAt(i);
        batch.append({
          sensorId: sensors[i % 100] as string,
          timestamp: firstTimestamp + i,
          value,
          unit,
          normalized: value / 100,
          rollingAvg: value / 2,
        });
      }
      batches.push(batch);
    }
    return batches;
  },
  scan: (batches) => {
    let beyond = 0;
    let sum = 0;
    for (const batch of batches) {
      for (const { value } of batch) {
        if (value <= above) continue;
        beyond += 1;
        sum += value;
      }
    }
    return { beyond, sum };
  },
});

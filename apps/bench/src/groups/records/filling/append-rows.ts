import { work } from '../../../contestant.ts';
import { plainRecords } from '../plain-records.ts';
import type { RecordsInput } from '../reading.ts';
import { SensorRecord } from '../sensor-record.ts';

const batchSize = 2_048;

export default work({
  title: 'our batches, objects appended',
  note: 'Each object is checked.',
  prepare: (input: RecordsInput) => {
    const rows = plainRecords(input);
    return () => {
      const dictionaries = SensorRecord.dictionaries();
      const batches = [];
      let batch = SensorRecord.batch(batchSize, { dictionaries });
      for (const row of rows) {
        batch.append(row);
        if (batch.length < batchSize) continue;
        batches.push(batch);
        batch = SensorRecord.batch(batchSize, { dictionaries });
      }
      batches.push(batch);
      return batches.reduce((sum, { length }) => sum + length, 0);
    };
  },
});

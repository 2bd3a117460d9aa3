import type { Source } from '@pipe/pipeline';
import type { RecordBatch } from '@pipe/records';
import { columns } from './columns.ts';
import { dictionaryOf } from './our-dictionary.ts';
import { OurReading } from './our-reading.ts';
import { batchSize, type StagesInput, sensors, unit } from './reading.ts';

/**
 * The readings in batches that are kept: each run gets its own selections over the same columns.
 *
 * @param size - Records in a batch.
 */
export function heldBatches(
  input: StagesInput,
  readings = columns(input),
  size: number = batchSize,
): () => Source<typeof OurReading.fields> {
  const { sensor, timestamp, value } = readings;
  const dictionaries = { sensorId: dictionaryOf(sensors), unit: dictionaryOf([unit]) };
  const batches: RecordBatch<typeof OurReading.fields>[] = [];
  for (let start = 0; start < input.records; start += size) {
    const end = Math.min(start + size, input.records);
    const batch = OurReading.batch(end - start, { dictionaries }).appendColumns({
      sensorId: { codes: sensor.subarray(start, end), dictionary: dictionaries.sensorId },
      timestamp: timestamp.subarray(start, end),
      value: value.subarray(start, end),
      unit: { codes: new Uint8Array(end - start), dictionary: dictionaries.unit },
    });
    batches.push(batch);
  }
  return () => ({
    name: 'readings',
    recordType: OurReading,
    async *stream() {
      for (const batch of batches) yield batch.fork();
    },
  });
}

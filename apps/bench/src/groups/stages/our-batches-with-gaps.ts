import type { Source } from '@pipe/pipeline';
import { defineRecord, field, type RecordBatch } from '@pipe/records';
import { columnsWithGaps } from './gaps.ts';
import { dictionaryOf } from './our-dictionary.ts';
import { OurReading } from './our-reading.ts';
import { batchSize, type StagesInput, sensors, unit } from './reading.ts';

const GappyReading = defineRecord('GappyReading', {
  ...OurReading.fields,
  value: field.float64().nullable(),
});

/** As held batches are, with one value in eight missing. */
export function heldBatchesWithGaps(input: StagesInput): () => Source {
  const { sensor, timestamp, value, isThere } = columnsWithGaps(input);
  const dictionaries = { sensorId: dictionaryOf(sensors), unit: dictionaryOf([unit]) };
  const batches: RecordBatch<typeof GappyReading.fields>[] = [];
  for (let start = 0; start < input.records; start += batchSize) {
    const end = Math.min(start + batchSize, input.records);
    const batch = GappyReading.batch(end - start, { dictionaries }).appendColumns({
      sensorId: { codes: sensor.subarray(start, end), dictionary: dictionaries.sensorId },
      timestamp: timestamp.subarray(start, end),
      value: { values: value.subarray(start, end), validity: isThere.subarray(start >> 3, (end + 7) >> 3) },
      unit: { codes: new Uint8Array(end - start), dictionary: dictionaries.unit },
    });
    batches.push(batch);
  }
  return () => ({
    name: 'readings',
    recordType: GappyReading,
    async *stream() {
      for (const batch of batches) yield batch.fork();
    },
  });
}

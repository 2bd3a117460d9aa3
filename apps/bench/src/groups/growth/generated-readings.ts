import type { Source } from '@pipe/pipeline';
import type { RecordBatch } from '@pipe/records';
import { dictionaryOf } from '../stages/our-dictionary.ts';
import { OurReading } from '../stages/our-reading.ts';
import { batchSize, firstTimestamp, sensors, unit } from '../stages/reading.ts';

type Batch = RecordBatch<typeof OurReading.fields>;

/** After this many readings the values begin anew. */
const period = 1_000_000;

/** Any number of readings, made as they are asked for. */
export function generatedReadings(records: number): Source<typeof OurReading.fields> {
  const dictionaries = { sensorId: dictionaryOf(sensors), unit: dictionaryOf([unit]) };
  return {
    name: 'generated',
    recordType: OurReading,
    async *stream() {
      for (let start = 0; start < records; start += batchSize) {
        const size = Math.min(batchSize, records - start);
        yield fill(OurReading.batch(size, { dictionaries }), start);
      }
    },
  };
}

function fill(batch: Batch, start: number): Batch {
  const { values: sensorId } = batch.writable('sensorId');
  const { values: timestamp } = batch.writable('timestamp');
  const { values: value } = batch.writable('value');
  batch.writable('unit').values.fill(0);
  for (let row = 0; row < batch.capacity; row += 1) {
    const index = start + row;
    sensorId[row] = index % sensors.length;
    timestamp[row] = firstTimestamp + index;
    value[row] = (((index % period) * 7_919) % 10_007) / 100.07;
  }
  return batch.setLength(batch.capacity);
}

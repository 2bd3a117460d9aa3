import { Dictionary, type RecordBatch } from '@pipe/records';
import { holding } from '../../../contestant.ts';
import { firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';
import { ColumnScan } from '../scan-column.ts';
import { SensorRecord } from '../sensor-record.ts';

type Batch = RecordBatch<typeof SensorRecord.fields>;

const batchSize = 2_048;

function dictionaryOf(texts: readonly string[]): Dictionary {
  const dictionary = new Dictionary(256);
  for (const text of texts) dictionary.encode(text);
  return dictionary;
}

function fill(batch: Batch, start: number): Batch {
  const { values: sensorId } = batch.writable('sensorId');
  const { values: timestamp } = batch.writable('timestamp');
  const { values: value } = batch.writable('value');
  const normalized = batch.writable('normalized');
  const rollingAvg = batch.writable('rollingAvg');
  for (let row = 0; row < batch.capacity; row += 1) {
    const given = valueAt(start + row);
    sensorId[row] = (start + row) % sensors.length;
    timestamp[row] = firstTimestamp + start + row;
    value[row] = given;
    normalized.values[row] = given / 100;
    rollingAvg.values[row] = given / 2;
  }
  // The code of the only unit.
  batch.writable('unit').values.fill(0);
  normalized.setAllValid();
  rollingAvg.setAllValid();
  return batch.setLength(batch.capacity);
}

export default holding({
  title: 'our batches',
  note: 'Batches of 2,048 whose columns are filled in place; scanned by column.',
  build: ({ records }: RecordsInput) => {
    const dictionaries = { sensorId: dictionaryOf(sensors), unit: dictionaryOf([unit]) };
    const batches: Batch[] = [];
    for (let start = 0; start < records; start += batchSize) {
      const size = Math.min(batchSize, records - start);
      batches.push(fill(SensorRecord.batch(size, { dictionaries }), start));
    }
    return batches;
  },
  scan: (batches) => {
    const scan = new ColumnScan();
    for (const batch of batches) scan.add(batch.column('value'));
    return scan.answer;
  },
});

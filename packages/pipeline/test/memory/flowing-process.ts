import type { RecordBatch } from '@pipe/records';
import {
  alarms,
  buffer,
  count,
  memoryCheckpointStore,
  pipeline,
  rollingAverage,
  type Sink,
  type Source,
  thresholdFilter,
} from '../../src/index.ts';
import { Reading } from '../readings.ts';

// Takes so many records through everything that has state, and prints the most memory that was ever in use.
const [records, keeping] = [Number(process.argv[2]), process.argv[3] === 'keeping'];
const batchSize = 2_048;
const sensors = Array.from({ length: 100 }, (_, i) => `sensor ${i}`);

function generated(): Source<typeof Reading.fields> {
  const dictionaries = Reading.dictionaries();
  const codes = sensors.map((sensor) => dictionaries.sensorId.encode(sensor));
  let given = 0;
  return {
    name: 'generated',
    recordType: Reading,
    position: () => given,
    commit() {},
    async *stream() {
      while (given < records) {
        const batch = Reading.batch(Math.min(batchSize, records - given), { dictionaries });
        fill(batch, given, codes);
        given += batch.length;
        yield batch;
      }
    },
  };
}

function fill(batch: RecordBatch<typeof Reading.fields>, start: number, codes: readonly number[]): void {
  const { values: sensorId } = batch.writable('sensorId');
  const { values: timestamp } = batch.writable('timestamp');
  const value = batch.writable('value');
  batch.setLength(batch.capacity);
  for (let row = 0; row < batch.length; row += 1) {
    sensorId[row] = codes[(start + row) % codes.length];
    timestamp[row] = start + row;
    value.values[row] = ((start + row) * 7_919) % 101;
    value.setValid(row);
  }
}

let peakBytes = 0;
let batches = 0;
const kept: unknown[] = [];
/** Looks at the memory now and then; keeping the batches shows that this would be seen. */
const sink: Sink = {
  consume(batch) {
    if (keeping) kept.push(batch.fork());
    batches += 1;
    if (batches % 16 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  },
};

const { ledger } = await pipeline('flowing')
  .from(generated())
  .branch({
    averages: (input) =>
      input
        .through(
          thresholdFilter({ field: 'value', above: 50 }),
          buffer({ records: 8_192 }),
          rollingAverage({ field: 'value', window: 16, by: 'sensorId', into: 'mean' }),
        )
        .into(sink),
    alarms: (input) => input.through(alarms({ field: 'value', above: 90, by: 'sensorId' })).into(count()),
  })
  .run({ checkpoint: { store: memoryCheckpointStore(), everyRecords: 100_000 }, eventTime: 'timestamp' });
console.log(JSON.stringify({ records: ledger.in, peakBytes }));

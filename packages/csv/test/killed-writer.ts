/** Writes a file, checkpoint by checkpoint, until it is killed; says so when it is time. */
import { csvSink } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});

const sink = csvSink(process.argv[2]);
const rowOf = (sensorId: string) => Reading.batch().appendRows([{ sensorId, timestamp: 0, value: 1 }]);
await sink.open();
await sink.recover(0);
await sink.consume(rowOf('first'));
await sink.prepare(1);
await sink.commit(1);
await sink.consume(rowOf('prepared, and then forgotten'));
await sink.prepare(2);
await sink.consume(rowOf('written'));
await sink.flush();
console.log('kill me');
setInterval(() => {}, 1_000);

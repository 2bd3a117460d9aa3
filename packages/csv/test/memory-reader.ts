/** Reads a file of readings, and says how many there were and how much memory it took at most, in kilobytes. */
import { csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary(),
});

let rows = 0;
for await (const batch of csvSource(process.argv[2], Reading).stream()) {
  rows += batch.length;
  batch.release();
}
console.log(JSON.stringify({ rows, peak: process.resourceUsage().maxRSS }));

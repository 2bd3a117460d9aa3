/** Writes a file anew again and again, longer each time, until it is killed. */
import { csvSink } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';

const Count = defineRecord('Count', { row: field.int32(), of: field.int32() });

for (let rows = 1; ; rows += 500) {
  const sink = csvSink(process.argv[2]);
  await sink.open();
  for (let row = 1; row <= rows; row += 500) {
    const some = Array.from({ length: Math.min(500, rows - row + 1) }, (_, i) => ({
      row: row + i,
      of: rows,
    }));
    await sink.consume(Count.batch().appendRows(some));
  }
  await sink.flush();
  await sink[Symbol.asyncDispose]();
  if (rows === 1) console.log('there is a file');
}

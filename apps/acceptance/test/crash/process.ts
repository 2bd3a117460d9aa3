import { join } from 'node:path';
import process from 'node:process';
import { csvSource } from '@pipe/csv';
import { pipeline, rollingAverage, type Sink, thresholdFilter } from '@pipe/pipeline';
import { fileCheckpointStore } from '@pipe/pipeline/node';
import { defineRecord, field } from '@pipe/records';
import { appendingSink, epochSink } from './file-sinks.ts';

/** The process that is killed: reads a CSV, filters, keeps rolling state, writes. Goes on from its last checkpoint. */
const [folder = '.', mode = 'append'] = process.argv.slice(2);

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  mean: field.float64().nullable(),
});

const sink: Sink = mode === 'epochs' ? epochSink(folder) : appendingSink(join(folder, 'output.csv'));

const report = await pipeline('crashing')
  .from(csvSource(join(folder, 'input.csv'), Reading, { batchSize: 256 }))
  .through(
    thresholdFilter({ field: 'value', above: 20 }),
    rollingAverage({ field: 'value', window: 7, by: 'sensorId', into: 'mean' }),
  )
  .into(sink)
  .run({
    guarantee: mode === 'epochs' ? 'effectively-once' : 'at-least-once',
    checkpoint: { store: fileCheckpointStore(join(folder, 'run.checkpoint')), everyRecords: 1_000 },
    progressIntervalMs: 0,
    onProgress: () => process.stdout.write('.'),
  });
process.stdout.write(`\n${JSON.stringify(report.ledger)}\n`);

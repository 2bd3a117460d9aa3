import { csvSink, csvSource } from '@pipe/csv';
import { type Check, sinkConformance, sourceConformance } from '@pipe/pipeline/testing';
import { defineRecord, field } from '@pipe/records';
import { describe, test } from 'vitest';

// csv's own tests run the suites on files and bytes.

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});

const records = [78, 84.5, null, -0.25, 1e21, 91, 60].map((value, i) => ({
  sensorId: i % 2 === 0 ? 'boiler' : 'Größe, "außen"',
  timestamp: i * 1_000,
  value,
}));

const lines = records.map(
  ({ sensorId, timestamp, value }) => `"${sensorId.replaceAll('"', '""')}",${timestamp},${value ?? ''}\n`,
);
const text = `sensorId,timestamp,value\n${lines.join('')}`;

function testAll(checks: readonly Check[]): void {
  for (const { name, run } of checks) test(name, run);
}

function streamOf(content: string, ends: boolean): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(content));
      if (ends) controller.close();
    },
  });
}

describe('csvSource of a stream', () => {
  const make = () => csvSource(streamOf(text, true), Reading, { batchSize: 2 });
  const makeIdle = () => csvSource(streamOf(text, false), Reading, { lingerMs: 0 });
  testAll(sourceConformance(make, { expected: records, makeIdle }));
});

describe('csvSink to a stream', () => {
  const make = () => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    const stream = new WritableStream<Uint8Array<ArrayBuffer>>({ write: (chunk) => void chunks.push(chunk) });
    const read = async () => {
      const rows: object[] = [];
      const written = new Blob(chunks);
      if (written.size === 0) return rows;
      for await (const batch of csvSource(written, Reading).stream())
        rows.push(...batch.toRows().map((row) => ({ ...row })));
      return rows;
    };
    return { sink: csvSink(stream), read };
  };
  testAll(sinkConformance(make, { recordType: Reading, records }));
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { csvSink, csvSource } from '@pipe/csv';
import { sinkConformance, sourceConformance } from '@pipe/pipeline/testing';
import { defineRecord, field } from '@pipe/records';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { encode, readAll } from './read.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});

const records = [1, 2.5, null, -4, 5, 6, 7].map((value, index) => ({
  sensorId: index % 2 === 0 ? 'a' : 'b',
  timestamp: index * 1_000,
  value,
}));
const lines = records.map(({ sensorId, timestamp, value }) => `${sensorId},${timestamp},${value ?? ''}\n`);
const text = [
  'sensorId,timestamp,value\n',
  ...lines.slice(0, 3),
  'c,noon,1\n',
  ...lines.slice(3),
  'd\n',
].join('');

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
  await writeFile(join(folder, 'readings.csv'), text);
  await writeFile(join(folder, 'readings.csv.gz'), gzipSync(text));
});
afterAll(() => rm(folder, { recursive: true }));

/** A stream that gives the header and a record, and then nothing. */
function idleStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(encode(text.slice(0, 33))) });
}

const options = { batchSize: 3 };
const expected = { expected: records, deadLetters: 2 };
const makeIdle = () => csvSource(idleStream(), Reading, { lingerMs: 0 });
const following = () => csvSource(join(folder, 'readings.csv'), Reading, { follow: true, lingerMs: 0 });

describe.each([
  ['bytes', () => csvSource(encode(text), Reading, options), { ...expected, makeIdle }],
  [
    'a file',
    () => csvSource(join(folder, 'readings.csv'), Reading, options),
    { ...expected, makeIdle: following },
  ],
  ['a gzipped file', () => csvSource(join(folder, 'readings.csv.gz'), Reading, options), expected],
] as const)('a source of %s', (_name, make, suite) => {
  for (const { name, run } of sourceConformance(make, suite)) test(name, run);
});

describe('a sink', () => {
  const make = () => {
    const path = join(folder, `${files++}.csv`);
    return {
      sink: csvSink(path),
      reopen: () => csvSink(path),
      read: async () => (await readAll(path, Reading).catch(() => ({ rows: [] }))).rows,
      isPublishedAtEnd: true,
    };
  };
  for (const { name, run } of sinkConformance(make, { recordType: Reading, records })) test(name, run);
});

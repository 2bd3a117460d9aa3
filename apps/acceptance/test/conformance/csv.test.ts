import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvSink, csvSource } from '@pipe/csv';
import { type Check, sinkConformance, sourceConformance } from '@pipe/pipeline/testing';
import { defineRecord, field } from '@pipe/records';
import { afterAll, beforeAll, describe, test } from 'vitest';

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

const header = 'sensorId,timestamp,value\n';
const lines = records.map(
  ({ sensorId, timestamp, value }) => `"${sensorId.replaceAll('"', '""')}",${timestamp},${value ?? ''}\n`,
);
const text = header + lines.join('');
/** With lines that cannot be read before, among and after the others. */
const messy = `${header}boiler,1000,hot\n${lines.slice(0, 3).join('')}boiler,never,1\n${lines.slice(3).join('')}x\n`;

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-conformance-'));
});
afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  files += 1;
  return join(folder, `readings-${files}.csv`);
}

async function fileOf(content: string): Promise<string> {
  const path = newPath();
  await writeFile(path, content);
  return path;
}

/** @param failing - Checks that are not passed yet; Vitest complains of one here that is. */
function testAll(checks: readonly Check[], failing: readonly string[] = []): void {
  for (const { name, run } of checks) (failing.includes(name) ? test.fails : test)(name, run);
}

const batchSize = 2;
const encode = (content: string) => new TextEncoder().encode(content);

describe('csvSource of a file', () => {
  const make = async () => csvSource(await fileOf(text), Reading, { batchSize });
  const makeIdle = async () => csvSource(await fileOf(text), Reading, { follow: true, lingerMs: 0 });
  testAll(sourceConformance(make, { expected: records, makeIdle }));
});

describe('csvSource of a file with lines that cannot be read', () => {
  const make = async () => csvSource(await fileOf(messy), Reading, { batchSize });
  testAll(sourceConformance(make, { expected: records, deadLetters: 3 }));
});

describe('csvSource of bytes', () => {
  testAll(sourceConformance(() => csvSource(encode(text), Reading, { batchSize }), { expected: records }));
});

describe('csvSource of a stream', () => {
  const streamOf = (content: string, ends: boolean) =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(encode(content));
        if (ends) controller.close();
      },
    });
  const make = () => csvSource(streamOf(text, true), Reading, { batchSize });
  const makeIdle = () => csvSource(streamOf(text, false), Reading, { lingerMs: 0 });
  // It has a create(), which gives runs that share the stream.
  testAll(sourceConformance(make, { expected: records, makeIdle }), ['keeps its runs apart']);
});

describe('csvSink to a file', () => {
  const make = () => {
    const path = newPath();
    return {
      sink: csvSink(path),
      reopen: () => csvSink(path),
      read: () => (existsSync(path) ? rowsOf(csvSource(path, Reading)) : []),
      isPublishedAtEnd: true,
    };
  };
  // After recover() it writes over the beginning of the file.
  testAll(sinkConformance(make, { recordType: Reading, records }), [
    'publishes at recovery what was prepared up to the checkpoint, and forgets what came later',
  ]);
});

describe('csvSink to a stream', () => {
  const make = () => {
    const path = newPath();
    const stream = new WritableStream<Uint8Array>({ write: (bytes) => appendFile(path, bytes) });
    return {
      sink: csvSink(stream),
      read: () => (existsSync(path) ? rowsOf(csvSource(path, Reading)) : []),
    };
  };
  testAll(sinkConformance(make, { recordType: Reading, records }), [
    'may be closed twice, opened or not, flushed or not',
  ]);
});

async function rowsOf(source: ReturnType<typeof csvSource>): Promise<object[]> {
  const rows: object[] = [];
  for await (const batch of source.stream()) rows.push(...batch.toRows().map((row) => ({ ...row })));
  return rows;
}

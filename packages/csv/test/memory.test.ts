import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { expect, test } from 'vitest';
import { encode } from './read.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  note: field.utf8().nullable(),
});

const run = promisify(execFile);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Memory in use, once nothing is left to collect. */
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const block = encode(
  Array.from(
    { length: 5_000 },
    (_, row) => `sensor-${row % 100},${row * 1_000},${row / 8},note ${row}\n`,
  ).join(''),
);

async function* text(blocks: number): AsyncGenerator<Uint8Array> {
  yield encode('sensorId,timestamp,value,note\n');
  for (let index = 0; index < blocks; index++) yield block;
}

test('a million records keep no more than three hundred thousand', async () => {
  let rows = 0;
  let early = 0;
  for await (const batch of csvSource(text(200), Reading).stream()) {
    rows += batch.length;
    batch.release();
    if (early === 0 && rows >= 300_000) early = memoryInUse();
  }
  expect(rows).toBe(1_000_000);
  expect(memoryInUse()).toBeLessThan(early + 4 * 2 ** 20);
});

/** How many records the large file has; what is claimed for 10,000,000 is tested with as many now and then. */
const manyRows = Number(process.env.PIPE_ROWS ?? 3_000_000);

async function writeReadings(path: string, rows: number): Promise<void> {
  const lines = Array.from(
    { length: 10_000 },
    (_, row) => `sensor-${row % 100},${1.7e12 + row * 1_000},${((row * 7_919) % 1_000) / 10},C\n`,
  ).join('');
  const file = await open(path, 'w');
  await file.write('sensorId,timestamp,value,unit\n');
  for (let row = 0; row < rows; row += 10_000) await file.write(lines);
  await file.close();
}

/** What a process of its own takes at most to read a file, in kilobytes: the least of three. */
async function peakOf(path: string, rows: number): Promise<number> {
  const reader = new URL('memory-reader.ts', import.meta.url).pathname;
  const peaks: number[] = [];
  while (peaks.length < 3) {
    const { stdout } = await run(process.execPath, ['--conditions', '@pipe/source', reader, path]);
    const read = JSON.parse(stdout);
    expect(read.rows).toBe(rows);
    peaks.push(read.peak);
  }
  return Math.min(...peaks);
}

test(`a process takes for ${manyRows} records what it takes for a million, to a tenth`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'csv-'));
  const path = join(folder, 'readings.csv');
  try {
    await writeReadings(path, 1_000_000);
    const few = await peakOf(path, 1_000_000);
    await writeReadings(path, manyRows);
    expect(await peakOf(path, manyRows)).toBeLessThan(few * 1.1);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 120_000);

test('a slow consumer holds the input back', async () => {
  let given = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of text(600)) {
      given += 1;
      yield chunk;
    }
  }
  const stream = csvSource(counted(), Reading, { batchSize: 1_000 }).stream();
  for (let batch = 0; batch < 10; batch++) await stream.next();
  expect(given).toBeLessThanOrEqual(4);
  await stream.return();
});

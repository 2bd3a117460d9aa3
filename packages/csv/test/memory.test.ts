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

test('three million records take the memory of three hundred thousand', async () => {
  let rows = 0;
  let early = 0;
  for await (const batch of csvSource(text(600), Reading).stream()) {
    rows += batch.length;
    batch.release();
    if (early === 0 && rows >= 300_000) early = memoryInUse();
  }
  expect(rows).toBe(3_000_000);
  expect(memoryInUse()).toBeLessThan(early + 4 * 2 ** 20);
});

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

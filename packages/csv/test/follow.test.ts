import { appendFile, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type CsvPosition, type CsvSource, csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { afterEach, beforeEach, expect, test } from 'vitest';

const Reading = defineRecord('Reading', { sensorId: field.dictionary(), value: field.float64() });

let folder = '';
let path = '';
let controller = new AbortController();
const followers: Follower[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
  path = join(folder, 'readings.csv');
  controller = new AbortController();
});
afterEach(async () => {
  for (const follower of followers.splice(0)) await follower.stop();
  await rm(folder, { recursive: true });
});

/** Follows the file, and gives the values one by one, each once it is there. */
class Follower {
  readonly source: CsvSource<typeof Reading.fields>;
  readonly #stream: ReturnType<CsvSource<typeof Reading.fields>['stream']>;
  readonly #values: number[] = [];

  constructor(position?: CsvPosition) {
    this.source = csvSource(path, Reading, { follow: { intervalMs: 5 }, lingerMs: 1 });
    const options = { signal: controller.signal, ...(position === undefined ? {} : { position }) };
    this.#stream = this.source.stream(options);
    followers.push(this);
  }

  async take(count: number): Promise<number[]> {
    while (this.#values.length < count) {
      const { value, done } = await this.#stream.next();
      if (done) break;
      this.#values.push(...value.column('value'));
    }
    return this.#values.splice(0, count);
  }

  async stop(): Promise<void> {
    controller.abort();
    await this.#stream.next().catch(() => {});
    controller = new AbortController();
  }
}

test('gives what is added to the file, once its line is whole', async () => {
  await writeFile(path, 'sensorId,value\na,1\n');
  const follower = new Follower();
  expect(await follower.take(1)).toEqual([1]);
  await appendFile(path, 'a,2\na,');
  expect(await follower.take(1)).toEqual([2]);
  await appendFile(path, '3\n');
  expect(await follower.take(1)).toEqual([3]);
});

test('waits for a file that is still empty to get its header', async () => {
  await writeFile(path, '');
  const follower = new Follower();
  const first = follower.take(1);
  await appendFile(path, 'value,sens');
  await appendFile(path, 'orId\n1,a\n');
  expect(await first).toEqual([1]);
});

test('goes on with the next file when it is rotated, the last line of the old one included', async () => {
  await writeFile(path, 'sensorId,value\na,1\n');
  const follower = new Follower();
  expect(await follower.take(1)).toEqual([1]);
  await appendFile(path, 'a,2\na,3');
  await rename(path, `${path}.1`);
  await writeFile(path, 'value,sensorId\n4,b\n');
  expect(await follower.take(3)).toEqual([2, 3, 4]);
  expect(follower.source.position().line).toBe(3);
});

test('misses none of several files rotated at once', async () => {
  await writeFile(path, 'sensorId,value\na,1\n');
  const follower = new Follower();
  expect(await follower.take(1)).toEqual([1]);
  for (let file = 2; file <= 4; file++) {
    await rename(path, `${path}-2026010${file}`);
    await writeFile(path, `sensorId,value\na,${file}\n`);
  }
  expect(await follower.take(3)).toEqual([2, 3, 4]);
});

test('reads a file that was emptied from its beginning', async () => {
  await writeFile(path, 'sensorId,value\na,1\na,2\n');
  const follower = new Follower();
  expect(await follower.take(2)).toEqual([1, 2]);
  await truncate(path);
  await delay(30);
  await appendFile(path, 'sensorId,value\na,3\n');
  expect(await follower.take(1)).toEqual([3]);
});

test('goes on from a position, in the file it was of, though it is rotated since', async () => {
  await writeFile(path, 'sensorId,value\na,1\n');
  const first = new Follower();
  expect(await first.take(1)).toEqual([1]);
  const position = JSON.parse(JSON.stringify(first.source.position()));
  await first.stop();

  await appendFile(path, 'a,2\n');
  expect(await new Follower(position).take(1)).toEqual([2]);

  await rename(path, `${path}.2`);
  await writeFile(path, 'sensorId,value\na,3\n');
  await rename(path, `${path}.1`);
  await writeFile(path, 'sensorId,value\na,4\n');
  await writeFile(`${path}.bak`, 'sensorId,value\na,99\n');
  expect(await new Follower(position).take(3)).toEqual([2, 3, 4]);
});

test('says that records are lost when the file of a position is gone', async () => {
  await writeFile(path, 'sensorId,value\na,1\n');
  const first = new Follower();
  await first.take(1);
  const position = first.source.position();
  await first.stop();
  await writeFile(`${path}.new`, 'sensorId,value\na,2\n');
  await rename(`${path}.new`, path);
  await expect(new Follower(position).take(1)).rejects.toMatchObject({ code: 'invalid-position' });
});

test('gives out the rows it has when it is asked to finish, and leaves half a line to the next run', async () => {
  await writeFile(path, 'sensorId,value\na,1\na,2');
  const source = csvSource(path, Reading, { follow: { intervalMs: 5 }, lingerMs: 60_000 });
  const stream = source.stream();
  const pending = stream.next();
  await delay(250);
  source.finish();
  expect((await pending).value?.toRows()).toEqual([{ sensorId: 'a', value: 1 }]);
  expect((await stream.next()).done).toBe(true);
  await appendFile(path, '5\n');
  expect(await new Follower(source.position()).take(1)).toEqual([25]);
});

test('refuses a compressed file, and one that is not there', async () => {
  await expect(new Follower().take(1)).rejects.toMatchObject({ code: 'missing-file' });
  await writeFile(path, gzipSync('sensorId,value\n'));
  await expect(new Follower().take(1)).rejects.toMatchObject({ code: 'unsupported' });
});

/** Writes so many values in order, in files that are rotated all the time, and renamed step by step as loggers do. */
async function logValues(total: number, rotate: (file: number) => Promise<void>): Promise<void> {
  let file = 1;
  for (let value = 1; value <= total; value++) {
    await appendFile(path, `a,${value}\n`);
    if (value % 7 !== 0 || value === total) continue;
    await rotate(file);
    file += 1;
    // There is no file for a while, and then one without a header.
    if (file % 3 === 0) await delay(1);
    await appendFile(path, 'sensorId,');
    await appendFile(path, 'value\n');
  }
}

test.each([
  [
    'path.1, path.2 and so on, all of them renamed',
    async (file: number) => {
      for (let older = file; older > 1; older--) await rename(`${path}.${older - 1}`, `${path}.${older}`);
      await rename(path, `${path}.1`);
    },
  ],
  ['dates', (file: number) => rename(path, `${path}-${20_260_000 + file}`)],
])(
  'gives every record once, in order, while files are rotated without a pause (%s)',
  async (_name, rotate) => {
    const total = 300;
    await writeFile(path, 'sensorId,value\n');
    const writing = logValues(total, rotate);
    const follower = new Follower();
    expect(await follower.take(total)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    await writing;
  },
  20_000,
);

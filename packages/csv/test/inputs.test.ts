import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import {
  type CsvError,
  type CsvInput,
  type CsvSource,
  csvSink,
  csvSource,
  RepeatableCsvSource,
} from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chunksOf, encode, readAll } from './read.ts';

const Reading = defineRecord('Reading', { sensorId: field.dictionary(), value: field.float64() });
const count = 6_000;
const text = `sensorId,value\n${Array.from({ length: count }, (_, row) => `s${row % 9},${row / 4}\n`).join('')}`;
const bytes = encode(text);

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
  path = join(folder, 'readings.csv');
  await writeFile(path, bytes);
});
afterAll(() => rm(folder, { recursive: true }));

async function expectAll(input: CsvInput): Promise<void> {
  const { rows, deadLetters } = await readAll(input, Reading);
  expect(deadLetters).toEqual([]);
  expect(rows).toHaveLength(count);
  expect(rows[count - 1]).toEqual({ sensorId: `s${(count - 1) % 9}`, value: (count - 1) / 4 });
}

describe('the input may be', () => {
  test('a path', () => expectAll(path));
  test('a file: URL', () => expectAll(pathToFileURL(path)));
  test('bytes', () => expectAll(bytes));
  test('a Blob', () => expectAll(new Blob([bytes])));
  test('a web stream', () => expectAll(new Blob([bytes]).stream()));
  test('a Node stream', () => expectAll(Readable.from(chunksOf(bytes, 1_000))));
  test('an async iterable, whatever its chunks', async () => {
    for (const size of [1, 7, 4_096, 70_000]) await expectAll(chunksOf(bytes, size));
  });

  test('an open file, which stays open', async () => {
    const handle = await open(path);
    await expectAll(handle);
    expect((await handle.stat()).size).toBe(bytes.length);
    await handle.close();
  });

  test('an http: URL', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/readings' ? 200 : 404;
      response.end(request.url === '/readings' ? bytes : '');
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    await expectAll(new URL(`http://localhost:${port}/readings`));
    await expect(readAll(new URL(`http://localhost:${port}/other`), Reading)).rejects.toThrow(/answered 404/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(readAll(new URL(`http://localhost:${port}/readings`), Reading)).rejects.toMatchObject({
      code: 'unreadable-input',
      message: expect.stringMatching(/readings cannot be fetched \(\w+\): check the address$/),
    });
  });

  test('an address in a string, which is taken for a path', async () => {
    await expect(readAll('https://localhost/readings.csv', Reading)).rejects.toThrow(
      /give an address as a URL/,
    );
  });
});

describe('a second run', () => {
  const rowsOf = async (source: CsvSource<typeof Reading.fields>) => {
    let rows = 0;
    for await (const batch of source.stream()) {
      rows += batch.length;
      batch.release();
    }
    return rows;
  };

  test('reads what can be read again', async () => {
    const handle = await open(path);
    const iterable = { [Symbol.asyncIterator]: () => chunksOf(bytes, 1_000) };
    for (const input of [path, pathToFileURL(path), bytes, new Blob([bytes]), handle, iterable]) {
      const source = csvSource(input, Reading);
      expect(source).toBeInstanceOf(RepeatableCsvSource);
      expect([await rowsOf(source), await rowsOf(source)]).toEqual([count, count]);
    }
    await handle.close();
  });

  test.each([
    ['web stream', () => new Blob([bytes]).stream()],
    ['Node stream', () => Readable.from(chunksOf(bytes, 1_000))],
    ['generator', () => chunksOf(bytes, 1_000)],
  ])('over a %s is refused, rather than given nothing or a part', async (_name, make) => {
    const input = make();
    const source = csvSource(input, Reading);
    expect('create' in source).toBe(false);
    const first = source.stream();
    expect((await first.next()).value?.length).toBe(2_048);
    const refusal = {
      code: 'unreadable-input',
      message: expect.stringContaining('A stream can be read once'),
    };
    await expect(rowsOf(source)).rejects.toMatchObject(refusal);
    await expect(rowsOf(csvSource(input, Reading))).rejects.toMatchObject(refusal);
    await first.return();
  });

  test('is refused for a stream that somebody else reads', async () => {
    const input = new Blob([bytes]).stream();
    input.getReader();
    await expect(rowsOf(csvSource(input, Reading))).rejects.toThrow(/expected a stream that nobody has read/);
  });
});

describe('compression', () => {
  const twice = (compress: typeof gzipSync) => {
    const middle = text.indexOf('\n', text.length / 2) - 3;
    return Buffer.concat([compress(bytes.subarray(0, middle)), compress(bytes.subarray(middle))]);
  };

  test.each([
    ['gzip', gzipSync(bytes)],
    ['gzip in several members', twice(gzipSync)],
    ['zstd', zstdCompressSync(bytes)],
    ['zstd in several frames', twice(zstdCompressSync as typeof gzipSync)],
  ])('%s is found out by content', async (name, compressed) => {
    const file = join(folder, `${name}.csv`);
    await writeFile(file, compressed);
    await expectAll(file);
    await expectAll(new Uint8Array(compressed));
    await expectAll(chunksOf(compressed, 1_000));
    await expectAll(chunksOf(compressed, 1));
  });

  test.each([
    ['gzip', gzipSync(bytes)],
    ['zstd', zstdCompressSync(bytes)],
  ])('%s that is cut or damaged gives what can be had, and an error', async (_name, compressed) => {
    const damaged = new Uint8Array(compressed);
    damaged.fill(0, compressed.length - 200, compressed.length - 100);
    for (const input of [compressed.subarray(0, compressed.length - 50), damaged]) {
      await expect(readAll(new Uint8Array(input), Reading)).rejects.toMatchObject({
        code: 'unreadable-input',
      });
    }
  });

  test('lets positions be offsets in the decompressed text', async () => {
    const source = csvSource(gzipSync(bytes), Reading);
    const stream = source.stream();
    await stream.next();
    const position = source.position();
    await stream.return();
    expect(position.offset).toBe(text.split('\n').slice(0, 2_049).join('\n').length + 1);
    const { rows } = await readAll(gzipSync(bytes), Reading, {}, { position });
    expect(rows).toHaveLength(count - 2_048);
  });
});

describe('errors say what to do', () => {
  const failure = (input: CsvInput) =>
    readAll(input, Reading).then(
      () => undefined,
      (error: CsvError) => error,
    );

  test('a file that is not there', async () => {
    const missing = join(folder, 'none.csv');
    expect(await failure(missing)).toMatchObject({
      code: 'missing-file',
      message: `There is no file ${missing} (seen from ${process.cwd()}): check the path`,
    });
  });

  test('a folder', async () => {
    expect(await failure(folder)).toMatchObject({
      code: 'unreadable-input',
      message: expect.stringContaining('EISDIR'),
    });
  });

  test('what is no input', async () => {
    expect(await failure(7 as unknown as CsvInput)).toMatchObject({ code: 'invalid-option' });
    expect(await failure(undefined as unknown as CsvInput)).toMatchObject({ code: 'invalid-option' });
    expect(await failure({} as unknown as CsvInput)).toMatchObject({ code: 'invalid-option' });
  });

  test('a position that is none', async () => {
    const position = { offset: -1, line: 1 };
    await expect(readAll(bytes, Reading, {}, { position })).rejects.toMatchObject({
      code: 'invalid-position',
    });
  });

  test('a position of an input that has been cut since', async () => {
    const source = csvSource(path, Reading);
    for await (const batch of source.stream()) batch.release();
    const position = source.position();
    expect((await readAll(path, Reading, {}, { position })).rows).toEqual([]);
    const cut = bytes.subarray(0, bytes.length - 1);
    await expect(readAll(cut, Reading, {}, { position })).rejects.toMatchObject({
      code: 'invalid-position',
      message: expect.stringContaining(`which has ${cut.length} bytes, got offset ${bytes.length}`),
    });
  });

  test('an error of the input itself comes through as it is', async () => {
    const broken = new Error('cable pulled');
    async function* breaking() {
      yield bytes;
      throw broken;
    }
    await expect(readAll(breaking(), Reading)).rejects.toBe(broken);
  });
});

describe('a slow input', () => {
  test('does not keep rows waiting for a full batch', async () => {
    let release = () => {};
    const more = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* slow() {
      yield encode('sensorId,value\na,1\n');
      await more;
      yield encode('b,2\n');
    }
    const stream = csvSource(slow(), Reading, { lingerMs: 1 }).stream();
    const first = await stream.next();
    expect(first.value?.toRows()).toEqual([{ sensorId: 'a', value: 1 }]);
    release();
    const second = await stream.next();
    expect(second.value?.toRows()).toEqual([{ sensorId: 'b', value: 2 }]);
    expect((await stream.next()).done).toBe(true);
  });

  test('ends at an abort, with its reason, even where it hangs', async () => {
    const hanging: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    };
    const controller = new AbortController();
    const reading = readAll(hanging, Reading, {}, { signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  test('is let go of when nobody wants more of it', async () => {
    let isClosed = false;
    async function* watched() {
      try {
        for (;;) yield bytes.subarray(0, 1_000);
      } finally {
        isClosed = true;
      }
    }
    for await (const _ of csvSource(watched(), Reading, { onError: 'skip' }).stream()) break;
    expect(isClosed).toBe(true);
  });
});

test('a source is named after its file, unless it is given a name', () => {
  const names = [path, pathToFileURL(path), bytes].map((input) => csvSource(input, Reading).name);
  expect(names).toEqual(['readings.csv', 'readings.csv', 'csv']);
  expect(csvSource(path, Reading, { name: 'boiler' }).name).toBe('boiler');
  expect(csvSink(path).name).toBe('readings.csv');
  expect(csvSink(path, { name: 'export' }).name).toBe('export');
});

test('batches have the size asked for, and dictionaries in common', async () => {
  const sizes: number[] = [];
  const dictionaries = new Set();
  for await (const batch of csvSource(path, Reading, { batchSize: 1_500 }).stream()) {
    sizes.push(batch.length);
    dictionaries.add(batch.dictionary('sensorId'));
    batch.release();
  }
  expect(sizes).toEqual([...Array.from({ length: 4 }, () => 1_500)]);
  expect(dictionaries.size).toBe(1);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CsvError, type CsvSinkOptions, csvSink } from '@pipe/csv';
import { defineRecord, type Fields, field, type RecordInput, type RecordType } from '@pipe/records';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll } from './read.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

const startWriter = (program: URL, path: string) =>
  spawn(process.execPath, ['--conditions', '@pipe/source', program.pathname, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const newPath = () => join(folder, `${files++}.csv`);

/** Writes rows in one batch, and gives the file. */
async function write<F extends Fields>(
  type: RecordType<F>,
  rows: readonly RecordInput<F>[],
  options: CsvSinkOptions = {},
) {
  const path = newPath();
  const sink = csvSink(path, options);
  await sink.open();
  await sink.consume(type.batch().appendRows(rows));
  await sink.flush();
  await sink[Symbol.asyncDispose]();
  return path;
}

const Everything = defineRecord('Everything', {
  id: field.dictionary(),
  time: field.timestamp(),
  value: field.float64().nullable(),
  small: field.float32().nullable(),
  count: field.int32().nullable(),
  total: field.uint64({ as: 'bigint' }),
  isOn: field.bool().nullable(),
  note: field.utf8().nullable(),
  key: field.binary(2).nullable(),
  unit: field.dictionary().nullable(),
});

const texts = fc
  .array(fc.constantFrom('a', 'NA', ' ', 'é', '😀', ',', ';', '"', "'", '\n', '\r\n'), { maxLength: 4 })
  .map((parts) => parts.join(''));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4 });

const everythings = fc.array(
  fc.record({
    id: texts,
    time: fc.oneof(
      fc.integer({ min: -1e12, max: 4e12 }),
      fc.integer({ min: 0, max: 2e9 }).map((us) => 1_767_225_600_000 + us / 1_000),
    ),
    value: orNull(fc.double()),
    small: orNull(fc.float()),
    count: orNull(fc.integer()),
    total: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    isOn: orNull(fc.boolean()),
    note: orNull(texts),
    key: orNull(fc.uint8Array({ minLength: 2, maxLength: 2 })),
    unit: orNull(texts),
  }),
  { maxLength: 20 },
);

const options: fc.Arbitrary<CsvSinkOptions> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  quote: fc.constantFrom('"', "'"),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  missing: fc.constantFrom('', 'NA'),
  header: fc.boolean(),
  timestamp: fc.constantFrom('iso', 'epoch'),
});

test('what the sink writes, the source reads', async () => {
  await fc.assert(
    fc.asyncProperty(everythings, options, async (rows, format) => {
      const path = await write(Everything, rows, format);
      const { delimiter = ',', decimal = '.', quote = '"', header = true, missing = '' } = format;
      const { rows: read, deadLetters } = await readAll(path, Everything, {
        delimiter,
        decimal,
        quote,
        header,
        missing: [missing],
      });
      expect(deadLetters).toEqual([]);
      expect(read.map((row) => ({ ...row }))).toEqual(rows);
    }),
    { numRuns: 150 },
  );
});

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});
const rows = [
  { sensorId: 'a', timestamp: 0, value: 1.5 },
  { sensorId: 'b, c', timestamp: 1_767_225_600_500, value: null },
];

describe('the text', () => {
  test('is what people expect', async () => {
    expect(await readFile(await write(Reading, rows), 'utf8')).toMatchInlineSnapshot(`
      "sensorId,timestamp,value
      a,1970-01-01T00:00:00Z,1.5
      "b, c",2026-01-01T00:00:00.5Z,
      "
    `);
    const german: CsvSinkOptions = {
      delimiter: ';',
      decimal: ',',
      lineEnd: '\r\n',
      missing: 'NA',
      timestamp: 'epoch',
    };
    expect(await readFile(await write(Reading, rows, german), 'utf8')).toMatchInlineSnapshot(`
      "sensorId;timestamp;value
      a;0;1,5
      b, c;1767225600500;NA
      "
    `);
  });

  test('holds the rows in play only', async () => {
    const path = newPath();
    await using sink = csvSink(path);
    await sink.consume(
      Reading.batch()
        .appendRows(rows)
        .select((row) => row.value === null),
    );
    await sink.flush();
    await sink[Symbol.asyncDispose]();
    expect((await readFile(path, 'utf8')).split('\n')[1]).toBe('"b, c",2026-01-01T00:00:00.5Z,');
  });

  test('of no records is a header, where the type is known', async () => {
    for (const [options, expected] of [
      [{ recordType: Reading }, 'sensorId,timestamp,value\n'],
      [{}, ''],
    ] as const) {
      const path = newPath();
      const sink = csvSink(path, options);
      await sink.open();
      await sink.flush();
      await sink[Symbol.asyncDispose]();
      expect(await readFile(path, 'utf8')).toBe(expected);
    }
  });

  test('cannot be empty in an only cell', async () => {
    const Single = defineRecord('Single', { value: field.float64().nullable() });
    const path = await write(Single, [{ value: 1 }, { value: null }, { value: 2 }]);
    expect(await readFile(path, 'utf8')).toBe('value\n1\n""\n2\n');
    expect((await readAll(path, Single)).rows.map((row) => row.value)).toEqual([1, null, 2]);
    const Text = defineRecord('Text', { value: field.utf8().nullable() });
    await expect(write(Text, [{ value: null }])).rejects.toThrow(/set missing/);
    expect(
      (await readAll(await write(Text, [{ value: null }], { missing: 'NA' }), Text, { missing: ['NA'] }))
        .rows,
    ).toEqual([{ value: null }]);
  });

  test('keeps what could be taken for null apart from it', async () => {
    const Marked = defineRecord('Marked', {
      name: field.dictionary().nullable(),
      value: field.float64().nullable(),
      isOn: field.bool().nullable(),
      key: field.binary(1).nullable(),
      time: field.timestamp().nullable(),
    });
    const key = Uint8Array.of(0xab);
    const given = { name: 'NA', value: Number.NaN, isOn: true, key, time: 0 };
    const none = { name: null, value: null, isOn: null, key: null, time: null };
    for (const missing of ['', 'NA', '-']) {
      const path = await write(Marked, [given, none], { missing });
      const { rows: read } = await readAll(path, Marked, { missing: [missing] });
      expect(read.map((row) => ({ ...row }))).toEqual([given, none]);
    }
    for (const missing of ['NaN', 'true', 'ab', '1970-01-01T00:00:00Z'])
      await expect(write(Marked, [given], { missing })).rejects.toThrow(/is what stands for null here/);
  });

  test('has times of any year, and texts of any character', async () => {
    const Odd = defineRecord('Odd', { time: field.timestamp(), note: field.utf8() });
    const odd = [
      -8.64e15,
      Date.UTC(-1, 11, 31),
      Date.UTC(-1, 12),
      253_402_300_799_999,
      253_402_300_800_000,
      8.64e15,
    ];
    const rows = odd.map((time) => ({ time, note: '\uFEFFx' }));
    expect((await readAll(await write(Odd, rows), Odd)).rows.map((row) => ({ ...row }))).toEqual(rows);
  });

  test('holds records of one type', async () => {
    const sink = csvSink(newPath());
    await sink.consume(Reading.batch().appendRows(rows));
    await expect(sink.consume(Everything.batch())).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('a value that cannot be written', () => {
  const Note = defineRecord('Note', { note: field.utf8(), value: field.int32() });
  const notes = [
    { note: 'a', value: 1 },
    { note: 'b,c', value: 2 },
    { note: 'd', value: -200 },
    { note: 'e', value: 4 },
  ];
  const bare: CsvSinkOptions = { quote: '', missing: '-2e2' };

  test('costs its row, and says what to do', async () => {
    const path = newPath();
    const sink = csvSink(path, bare);
    const letters: string[] = [];
    const deadLetter = (_batch: unknown, row: number, cause: CsvError) =>
      void letters.push(`${row} ${cause.code}: ${cause.message}`);
    await sink.open();
    await sink.consume(Note.batch().appendRows(notes), { deadLetter });
    await sink.flush();
    await sink[Symbol.asyncDispose]();
    expect(await readFile(path, 'utf8')).toBe('note,value\na,1\ne,4\n');
    expect(letters).toMatchInlineSnapshot(`
      [
        "1 unwritable-value: "b,c" must be quoted, and there is no quote: set one, or another delimiter",
        "2 unwritable-value: value is -200, which is what stands for null here: set missing to something else",
      ]
    `);
  });

  test('fails the batch where nobody takes rows, and the header is still to come', async () => {
    const path = newPath();
    const sink = csvSink(path, bare);
    await expect(sink.consume(Note.batch().appendRows(notes))).rejects.toMatchObject({
      code: 'unwritable-value',
    });
    await sink.consume(Note.batch().appendRows(notes.slice(0, 1)));
    await sink.flush();
    await sink[Symbol.asyncDispose]();
    expect(await readFile(path, 'utf8')).toBe('note,value\na,1\n');
  });

  test('is a time that is none', async () => {
    for (const timestamp of ['iso', 'epoch'] as const) {
      const batch = Reading.batch().appendRows(rows);
      batch.writable('timestamp').values[0] = Number.NaN;
      await expect(csvSink(newPath(), { timestamp }).consume(batch)).rejects.toThrow('NaN is no time');
    }
  });
});

test.each([
  [{ delimeter: ';' } as CsvSinkOptions, /options: there is no delimeter; did you mean delimiter\?/],
  [{ delimiter: 'ab' }, /delimiter: expected one ASCII character/],
  [{ quote: ',' }, /different characters/],
  [{ decimal: ';' as '.' }, /decimal: expected \. or ,/],
  [{ lineEnd: '\r' as '\n' }, /lineEnd: expected/],
  [{ missing: 'n,a' }, /missing: expected a text without delimiter/],
  [{ missing: null as unknown as string }, /missing: expected a text/],
  [{ timestamp: 'unix' as 'iso' }, /timestamp: expected iso or epoch/],
])('%j is refused', (bad, message) => {
  expect(() => csvSink(newPath(), bad)).toThrow(message);
});

describe('the file', () => {
  test('appears as a whole, at the end, in the place of the old one', async () => {
    const path = newPath();
    await writeFile(path, 'old');
    const sink = csvSink(path);
    await sink.open();
    await sink.consume(Reading.batch().appendRows(rows));
    await sink.flush();
    expect(await readFile(path, 'utf8')).toBe('old');
    await sink[Symbol.asyncDispose]();
    expect(await readFile(path, 'utf8')).toMatch(/^sensorId/);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test.each([
    ['was not flushed', undefined],
    ['is of a run that failed', new Error('boiler exploded')],
  ])('does not appear when it %s', async (_name, reason) => {
    const path = newPath();
    const controller = new AbortController();
    const sink = csvSink(path);
    await sink.open({ signal: controller.signal });
    await sink.consume(Reading.batch().appendRows(rows));
    if (reason !== undefined) {
      await sink.flush();
      controller.abort(reason);
    }
    await sink[Symbol.asyncDispose]();
    expect(
      (await readdir(folder)).filter((name) => path.endsWith(name.slice(0, 5)) && name.includes('partial')),
    ).toEqual([]);
    await expect(readFile(path)).rejects.toThrow(/ENOENT/);
  });

  test('is not touched by a sink that nobody opened, nor by closing again', async () => {
    const path = newPath();
    await writeFile(path, 'old');
    await csvSink(path)[Symbol.asyncDispose]();
    expect(await readFile(path, 'utf8')).toBe('old');

    const sink = csvSink(path);
    await sink.open();
    await sink.consume(Reading.batch().appendRows(rows));
    await sink.flush();
    await sink[Symbol.asyncDispose]();
    const published = await readFile(path, 'utf8');
    await sink[Symbol.asyncDispose]();
    expect(published).toMatch(/^sensorId/);
    expect(await readFile(path, 'utf8')).toBe(published);
  });

  test('of a broken run survives a run that fails before it goes on with it', async () => {
    const path = newPath();
    const controller = new AbortController();
    const signal = controller.signal;
    const [broken, failing] = [csvSink(path), csvSink(path)];
    await broken.open({ signal });
    await broken.consume(Reading.batch().appendRows(rows));
    await broken.prepare(1);
    await failing.open({ signal });
    controller.abort(new Error('the source is not there'));
    await broken[Symbol.asyncDispose]();
    await failing[Symbol.asyncDispose]();

    const next = csvSink(path);
    await next.open();
    await next.recover(1);
    await next[Symbol.asyncDispose]();
    expect((await readAll(path, Reading)).rows).toHaveLength(2);
  });

  test('is refused at once where it cannot be', async () => {
    await expect(csvSink(join(folder, 'none', 'x.csv')).open()).rejects.toMatchObject({
      code: 'unwritable-output',
    });
    expect(() => csvSink(7 as unknown as string)).toThrow(/expected a path/);
    expect(() => csvSink(new URL('http://localhost/x.csv'))).toThrow(/expected a path.*got http:/);
    expect(() => csvSink(newPath(), { delimiter: 'ab' })).toThrow(/delimiter/);
  });

  test('is gone on with after the process was killed, from its last checkpoint', async () => {
    const path = newPath();
    const writer = startWriter(new URL('killed-writer.ts', import.meta.url), path);
    await once(writer.stdout, 'data');
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    await expect(readFile(path)).rejects.toThrow(/ENOENT/);

    const sink = csvSink(path);
    await sink.open();
    await sink.recover(1);
    await sink.consume(Reading.batch().appendRows([{ sensorId: 'last', timestamp: 0, value: 3 }]));
    await sink.flush();
    await sink.prepare(2);
    await sink.commit(2);
    await sink[Symbol.asyncDispose]();
    const { rows: read } = await readAll(path, Reading);
    expect(read.map((row) => row.sensorId)).toEqual(['first', 'last']);
  });

  test('is whole whenever the process that writes it is killed', async () => {
    const Count = defineRecord('Count', { row: field.int32(), of: field.int32() });
    const path = newPath();
    for (let kill = 0; kill < 4; kill++) {
      const writer = startWriter(new URL('endless-writer.ts', import.meta.url), path);
      await once(writer.stdout, 'data');
      await delay(Math.random() * 60);
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const { rows: read } = await readAll(path, Count);
      expect(read.length).toBeGreaterThan(0);
      expect(read.map(({ row }) => row)).toEqual(Array.from({ length: read[0].of }, (_, index) => index + 1));
    }
  }, 30_000);

  test('that is complete is gone on with in a copy', async () => {
    const path = await write(Reading, rows);
    const sink = csvSink(path);
    await sink.recover(5);
    await sink.flush();
    await sink.prepare(6);
    await sink[Symbol.asyncDispose]();
    expect((await readAll(path, Reading)).rows).toHaveLength(2);

    const next = csvSink(path);
    await next.recover(6);
    await next.consume(Reading.batch().appendRows(rows));
    await next.flush();
    await next.prepare(7);
    expect((await readAll(path, Reading)).rows).toHaveLength(2);
    await next[Symbol.asyncDispose]();
    expect((await readAll(path, Reading)).rows).toHaveLength(4);
  });

  test.runIf(process.platform === 'linux')('recovered again is open once', async () => {
    const path = newPath();
    const sink = csvSink(path);
    await sink.consume(Reading.batch().appendRows(rows));
    await sink.prepare(1);
    for (let again = 0; again < 3; again++) await sink.recover(1);
    const targets = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    );
    expect(targets.filter((target) => target === `${path}.partial`)).toHaveLength(1);
    await sink[Symbol.asyncDispose]();
  });

  test('that should be gone on with must be there', async () => {
    await expect(csvSink(newPath()).recover(3)).rejects.toThrow(/written up to epoch 3, but is gone/);
    const path = newPath();
    await writeFile(`${path}.partial`, 'short');
    await writeFile(`${path}.partial.json`, '[[1,100]]');
    await expect(csvSink(path).recover(1)).rejects.toThrow(/there are 5 bytes, and 100 were written/);
  });
});

describe('a stream', () => {
  test('is written to, and closed', async () => {
    const chunks: Uint8Array[] = [];
    let isClosed = false;
    const stream = new WritableStream<Uint8Array>({
      write: (chunk) => void chunks.push(chunk),
      close: () => {
        isClosed = true;
      },
    });
    const sink = csvSink(stream);
    await sink.consume(Reading.batch().appendRows(rows));
    await sink.flush();
    expect(Buffer.concat(chunks).toString()).toMatch(/^sensorId,timestamp,value\na,/);
    expect(isClosed).toBe(false);
    await sink[Symbol.asyncDispose]();
    expect(isClosed).toBe(true);
    await sink[Symbol.asyncDispose]();
  });

  test('that breaks says so', async () => {
    const broken = new Error('pipe broke');
    const stream = new WritableStream<Uint8Array>({ write: () => Promise.reject(broken) });
    const sink = csvSink(stream);
    await sink.consume(Reading.batch().appendRows(rows));
    await expect(sink.flush()).rejects.toBe(broken);
    await sink[Symbol.asyncDispose]();
  });
});

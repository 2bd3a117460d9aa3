import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CsvError, type CsvPosition, type CsvSourceOptions } from '@pipe/csv';
import { defineRecord, field, type RecordType } from '@pipe/records';
import { expect, test } from 'vitest';
import { BatchReader } from '../src/reading/batch-reader.ts';
import { loadReading } from '../src/reading/load-reading.ts';
import { resolveSettings } from '../src/settings.ts';
import { refusalError, unreadableRecord } from '../src/wording.ts';
import { encode, readAll } from './read.ts';

/** How many inputs there are; a million take half a minute. */
const inputs = Number(process.env.PIPE_FUZZ ?? 1_000_000);

const Reading = defineRecord('Reading', {
  id: field.dictionary({ limit: 4 }).nullable(),
  time: field.timestamp().nullable(),
  value: field.float64(),
  level: field.int8().default(0),
  note: field.utf8().nullable(),
});

/** Does without any column, so that no header is refused. */
const Loose = defineRecord('Loose', {
  a: field.utf8().nullable(),
  e: field.float32().nullable(),
  time: field.timestamp().nullable(),
});

interface Subject {
  readonly reading: Awaited<ReturnType<typeof loadReading>>;
  readonly from: CsvPosition;
}

async function subjectOf(
  recordType: object,
  options: CsvSourceOptions,
  header?: readonly string[],
): Promise<Subject> {
  const type = recordType as RecordType;
  const reading = await loadReading(type, resolveSettings(type, options));
  return { reading, from: { offset: 10, line: 1, ...(header === undefined ? {} : { header }) } };
}

const header = ['id', 'time', 'value', 'level', 'note'];
const subjects = await Promise.all([
  subjectOf(Reading, { batchSize: 4 }, header),
  subjectOf(
    Reading,
    { batchSize: 3, decimal: ',', missing: ['-1', 'x'], comment: '#', limits: { field: 9, row: 20 } },
    header,
  ),
  subjectOf(
    Reading,
    { batchSize: 2, delimiter: ';', quote: "'", timestamp: { format: 'dHs' }, range: { start: 15, end: 50 } },
    header,
  ),
  // These begin with a header, or without any.
  subjectOf(Loose, { batchSize: 2, comment: '#' }),
  subjectOf(Loose, { header: false, columns: { time: [0, 1] }, extraColumns: 'refuse', limits: { row: 30 } }),
]);

/** Bytes that mean something, more often than others. */
const alphabet = new TextEncoder().encode(`,,,,,,;;\n\n\n\r\r""''#..--+eE0123456789aTZ:-x é😀`);

/** Reproducible numbers from 0 to 1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Reads bytes in windows of a size; gives what becomes of them, in short. */
function read(bytes: Uint8Array, { reading, from }: Subject, size: number): string {
  const dictionaries = reading.type.dictionaries();
  const reader = new BatchReader({ ...reading, dictionaries }, from);
  let outcome = '';
  const take = () => {
    for (let isMore = true; isMore && reader.refusal === undefined; ) {
      isMore = reader.advance();
      for (const { cause } of reader.unreadable.map(unreadableRecord))
        outcome += `${cause.line}:${cause.code} `;
      reader.unreadable.length = 0;
      const batch = isMore ? reader.takeBatch() : undefined;
      outcome += batch?.length ?? '';
      batch?.release();
    }
  };
  for (let start = 0; start < bytes.length && !reader.isDone; start += size) {
    reader.feed(bytes.subarray(start, Math.min(bytes.length, start + size)));
    take();
  }
  reader.end();
  take();
  // What was set aside before an input was refused as a whole depends on how much of it was there at once.
  if (reader.refusal !== undefined) outcome = refusalError(reading, reader.refusal).code;
  const rest = reader.takeBatch();
  outcome += rest?.length ?? '';
  rest?.release();
  return outcome;
}

test(`${inputs} random inputs neither break nor hang the reader, nor pile up memory`, {
  timeout: 300_000,
}, () => {
  // Most inputs are refused, and half of the time would go into stacks that nobody looks at.
  Error.stackTraceLimit = 0;
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = randomNumbers(seed);
  const roomy = new Uint8Array(96);
  let before = 0;
  for (let input = 0; input < inputs; input++) {
    const length = Math.floor(random() * 48);
    const isWild = random() < 0.1;
    for (let at = 0; at < roomy.length; at++) {
      roomy[at] = isWild ? random() * 256 : alphabet[Math.floor(random() * alphabet.length)];
    }
    const subject = subjects[input % subjects.length];
    const outcome = read(roomy.subarray(0, length), subject, 64);
    if (input % 52 === 0)
      expect([seed, input, read(roomy.slice(0, length), subject, 1)]).toEqual([seed, input, outcome]);
    if (input === Math.floor(inputs / 10)) before = process.memoryUsage().rss;
  }
  const grown = process.memoryUsage().rss - before;
  expect(grown).toBeLessThan(64 * 2 ** 20);
});

test('compressed and encoded inputs with some bytes changed are read, or refused with a cause', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = randomNumbers(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)];
  const text = encode(`a,e,time\n${'x,1.5,0\n"é, ""q""",-2,2026-01-31\n'.repeat(20)}`);
  const inputs = [gzipSync(text), zstdCompressSync(text), text, Buffer.from('\uFEFFa,e\nx,1\n', 'utf16le')];
  for (let input = 0; input < 600; input++) {
    const bytes = new Uint8Array(pick(inputs));
    for (let change = random() * 4; change > 0; change--)
      bytes[Math.floor(random() * bytes.length)] = random() * 256;
    const encoding = pick(['utf-8', 'latin1', 'utf-16le', 'utf-16be'] as const);
    const error = await readAll(bytes, Loose, { encoding }).catch((cause: unknown) => cause);
    expect(
      error instanceof Error && !(error instanceof CsvError) ? [seed, input, error] : 'read or refused',
    ).toBe('read or refused');
  }
}, 30_000);

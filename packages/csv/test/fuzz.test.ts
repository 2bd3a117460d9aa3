import type { CsvSourceOptions } from '@pipe/csv';
import { defineRecord, field, type RecordType } from '@pipe/records';
import { expect, test } from 'vitest';
import { findEncoding } from '../src/input/encoding.ts';
import { BatchReader } from '../src/reading/batch-reader.ts';
import { resolveSettings } from '../src/settings.ts';

/** How many inputs there are; a million take less than a minute. */
const inputs = Number(process.env.PIPE_FUZZ ?? 1_000_000);

const Reading = defineRecord('Reading', {
  id: field.dictionary({ limit: 4 }).nullable(),
  time: field.timestamp().nullable(),
  value: field.float64(),
  level: field.int8().default(0),
  note: field.utf8().nullable(),
});

const header = ['id', 'time', 'value', 'level', 'note'];
const utf8 = findEncoding('utf-8');

const dialects: readonly CsvSourceOptions[] = [
  { batchSize: 4 },
  { batchSize: 3, decimal: ',', missing: ['-1', 'x'], comment: '#', limits: { field: 9, row: 20 } },
  { batchSize: 2, delimiter: ';', quote: "'", timestamp: { format: 'dHs' }, range: { start: 15, end: 50 } },
];
const settings = dialects.map((options) => resolveSettings(Reading as unknown as RecordType, options));

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
function read(bytes: Uint8Array, dialect: number, size: number): string {
  const reader = new BatchReader(Reading, settings[dialect], utf8, Reading.dictionaries(), {
    offset: 10,
    line: 1,
    header,
  });
  let outcome = '';
  const take = () => {
    for (let isMore = true; isMore; ) {
      isMore = reader.advance();
      for (const { cause } of reader.unreadable) outcome += `${cause.line}:${cause.code} `;
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
    const dialect = input % dialects.length;
    const outcome = read(roomy.subarray(0, length), dialect, 64);
    if (input % 50 === 0)
      expect([seed, input, read(roomy.slice(0, length), dialect, 1)]).toEqual([seed, input, outcome]);
    if (input === Math.floor(inputs / 10)) before = process.memoryUsage().rss;
  }
  const grown = process.memoryUsage().rss - before;
  expect(grown).toBeLessThan(64 * 2 ** 20);
});

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type * as Records from '../src/index.ts';
import { reading, SensorRecord } from './sensor-record.ts';

let records: typeof Records;

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
  records = await import('../src/index.ts');
});
afterAll(() => vi.unstubAllEnvs());

const define = () =>
  records.defineRecord('Production', { ...SensorRecord.fields, text: records.field.utf8().nullable() });

test('memory is bounded: what a stream gives back is used again, and nothing of it is left', () => {
  const Type = define();
  const first = Type.batch(64);
  for (let row = 0; row < 64; row++)
    first.append({ ...reading, normalized: row % 3 ? row : null, text: 'x'.repeat(40) });
  first.select((row) => row.value > 0);
  const { buffer } = first.column('value');
  first.release();
  const second = Type.batch(64);
  expect(second.column('value').buffer).toBe(buffer);
  expect([second.length, second.selected, second.selection, second.origin]).toEqual([
    0,
    0,
    undefined,
    undefined,
  ]);
  second.setLength(64);
  expect(second.column('value').every((value) => value === 0)).toBe(true);
  expect(second.column('normalized').validity).toBeUndefined();
  expect(second.isNull('normalized', 0)).toBe(false);
  expect(Array.from(second.column('text').offsets)).toEqual(new Array(65).fill(0));
});

test('memory is bounded: of many batches given back a few are kept, of another size none', () => {
  const Type = define();
  const many = Array.from({ length: 50 }, () => Type.batch(64));
  const buffers = new Set(many.map((batch) => batch.column('value').buffer));
  for (const batch of many) batch.release();
  const reused = Array.from({ length: 50 }, () => Type.batch(64).column('value').buffer).filter((buffer) =>
    buffers.has(buffer),
  );
  expect(reused.length).toBeGreaterThan(0);
  expect(reused.length).toBeLessThanOrEqual(8);
  expect(buffers.has(Type.batch(128).column('value').buffer)).toBe(false);
});

test('memory is bounded: large buffers are not kept, nor those to which text has moved', () => {
  const Type = define();
  const batch = Type.batch(65_536);
  const large = batch.column('value').buffer;
  batch.release();
  expect(Type.batch(65_536).column('value').buffer).not.toBe(large);
  const wordy = Type.batch(64).append({ ...reading, text: 'x'.repeat(3_000_000) });
  const { buffer } = wordy.column('value');
  wordy.release();
  expect(Type.batch(64).column('value').buffer).not.toBe(buffer);
});

test('a column that another batch reads is not given back before that batch is', () => {
  const Type = define();
  const batch = Type.batch(64).append(reading);
  const fork = batch.fork();
  batch.release();
  Type.batch(64).append({ ...reading, value: 1 });
  expect(fork.at(0).value).toBe(81.5);
  const { buffer } = fork.column('value');
  fork.release();
  expect(Type.batch(64).column('value').buffer).toBe(buffer);
});

test('a loop uses one view and one result for all rows, and nothing is checked', () => {
  const batch = define()
    .batch()
    .append(reading)
    .append({ ...reading, value: 2 });
  const views = [...batch];
  expect(views[0]).toBe(views[1]);
  const iterator = batch[Symbol.iterator]();
  expect(iterator.next()).toBe(iterator.next());
  batch.release();
  expect(() => batch.length).not.toThrow();
});

import { defineRecord, field, RecordError } from '@pipe/records';
import { expect, test } from 'vitest';
import { RowStore } from '../src/internal/row-store.ts';

const Key = defineRecord('Key', { key: field.dictionary({ limit: 4 }) });

/** A batch with dictionaries of its own. */
const batchOf = (...keys: string[]) => Key.batch(keys.length).appendRows(keys.map((key) => ({ key })));

const keysOf = (store: RowStore) => store.batch?.toRows().map((row) => (row as { key: string }).key);

test('rows of one stream keep its dictionary', () => {
  const store = new RowStore();
  const first = batchOf('a', 'b');
  const dictionaries = { key: first.dictionary('key') };
  store.append(first);
  store.append(Key.batch(1, { dictionaries }).append({ key: 'c' }));
  expect(keysOf(store)).toEqual(['a', 'b', 'c']);
  expect(store.batch?.dictionary('key')).toBe(dictionaries.key);
});

test('a stream is not given the texts of another', () => {
  const store = new RowStore();
  const first = batchOf('a', 'b');
  store.append(first);
  store.append(batchOf('c', 'a'));
  expect(keysOf(store)).toEqual(['a', 'b', 'c', 'a']);
  expect(first.dictionary('key').texts).toEqual(['a', 'b']);
});

test('texts that are needed no more make room', () => {
  const store = new RowStore();
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    store.append(batchOf(key));
    if (store.size === 3) store.keep(Uint16Array.of(2));
  }
  expect(keysOf(store)).toEqual(['g']);
  for (const key of ['h', 'i', 'j']) store.append(batchOf(key));
  expect(keysOf(store)).toEqual(['g', 'h', 'i', 'j']);
  expect(() => store.append(batchOf('k'))).toThrow(RecordError);
});

test('rows leave in any order, and come back from a snapshot', () => {
  const store = new RowStore();
  store.append(batchOf('a', 'b', 'c'));
  expect(store.take(Uint32Array.of(2, 0)).toRows()).toMatchObject([{ key: 'c' }, { key: 'a' }]);
  const state = store.snapshot();
  const restored = new RowStore();
  restored.restore(structuredClone(state));
  restored.append(batchOf('d'));
  expect([keysOf(store), keysOf(restored)]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
  ]);
  store.keep(new Uint16Array(0));
  expect([store.size, store.snapshot()]).toEqual([0, undefined]);
});

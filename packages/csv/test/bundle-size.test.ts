import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';
import { firstLoadSize } from './first-load.ts';

const source = "export { csvSource } from './index.ts';";
const sink = "export { csvSink } from './index.ts';";

test('a program that reads loads at most 8.9 kB before it reads, minified and gzipped', async () => {
  expect(await firstLoadSize(source)).toBeLessThanOrEqual(8_900);
});

test('with the columns of a usual sensor record, a dictionary, times and numbers, it is at most 13.6 kB', async () => {
  const kinds = ['dictionary', 'timestamp', 'number'];
  const columns = kinds.map((kind) => `export * from './columns/${kind}-column-reader.ts';`);
  expect(await firstLoadSize(source + columns.join(''))).toBeLessThanOrEqual(13_600);
});

test('a program that only writes loads at most 3.7 kB', async () => {
  expect(await firstLoadSize(sink)).toBeLessThanOrEqual(3_700);
});

test('all of it, what is loaded on demand as well, takes at most 19.9 kB', async () => {
  const folder = new URL('../src/', import.meta.url);
  expect(
    await bundleSize({ contents: "export * from './index.ts'", folder }, ['@pipe/*']),
  ).toBeLessThanOrEqual(19_900);
});

test('it bundles for a browser, and needs nothing of Node there', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeGreaterThan(0);
});

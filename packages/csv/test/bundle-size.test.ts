import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';
import { firstLoadSize, splitLoadSize } from './first-load.ts';

const source = "export { csvSource } from './index.ts';";
const sink = "export { csvSink } from './index.ts';";
const readers = (...kinds: string[]) =>
  kinds.map((kind) => `export * from './columns/${kind}-column-reader.ts';`).join('');

test('a program that reads loads at most 8 kB for that, minified and gzipped', async () => {
  expect(await firstLoadSize(source)).toBeLessThanOrEqual(8_000);
});

test('in the files that a bundler makes of it, that is at most 8.8 kB', async () => {
  expect(await splitLoadSize(source)).toBeLessThanOrEqual(8_800);
});

test('with what is loaded on demand for a sensor record, of texts, times and numbers, it is at most 12.5 kB', async () => {
  expect(await firstLoadSize(source + readers('dictionary', 'timestamp', 'number'))).toBeLessThanOrEqual(
    12_500,
  );
});

test('a program that only writes loads at most 3.5 kB', async () => {
  expect(await firstLoadSize(sink)).toBeLessThanOrEqual(3_500);
});

test('all of it, to read and to write in every way there is, takes at most 19.6 kB', async () => {
  const everything = { contents: "export * from './index.ts'", folder: new URL('../src/', import.meta.url) };
  expect(await bundleSize(everything, ['@pipe/*'])).toBeLessThanOrEqual(19_600);
});

test('it bundles for a browser, and needs nothing of Node there', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeGreaterThan(0);
});

import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';

const sizeOf = (contents: string) =>
  bundleSize({ contents, folder: new URL('../src/', import.meta.url) }, ['#platform', '@pipe/*']);

test('without the part for Node it takes at most 18.4 kB in a browser, minified and gzipped', async () => {
  expect(await sizeOf("export * from './index.ts'")).toBeLessThanOrEqual(18_400);
});

test('a program that only reads takes at most 16.4 kB of it, and one that only writes 3.7 kB', async () => {
  expect(await sizeOf("export { csvSource } from './index.ts'")).toBeLessThanOrEqual(16_400);
  expect(await sizeOf("export { csvSink } from './index.ts'")).toBeLessThanOrEqual(3_700);
});

test('it bundles for a browser, and needs nothing of Node there', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeGreaterThan(0);
});

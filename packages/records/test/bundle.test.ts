import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';

const source = (file: string): URL => new URL(`../src/${file}`, import.meta.url);

test('the core takes at most 12 kB minified and gzipped, and no Node module', async () => {
  expect(await bundleSize(source('index.ts'))).toBeLessThanOrEqual(12_000);
});

test('the kernels take at most 2 kB, and no Node module', async () => {
  expect(await bundleSize(source('kernels.ts'))).toBeLessThanOrEqual(2_000);
});

import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';

const entry = new URL('../src/index.ts', import.meta.url);

test('bundles for a browser, at most 16 kB minified and gzipped beside the three packages it stands on', async () => {
  expect(await bundleSize(entry, ['@pipe/*'])).toBeLessThanOrEqual(16_000);
  expect(await bundleSize(entry)).toBeGreaterThan(0);
});

import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';

test('all of it takes at most 5 kB in a browser, minified and gzipped, and needs nothing of Node', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeLessThanOrEqual(5000);
});

test('the conformance kit bundles for a browser too', async () => {
  expect(await bundleSize(new URL('../src/testing.ts', import.meta.url))).toBeGreaterThan(0);
});

test('who defines a protocol does not pay for the ready-made ones', async () => {
  const folder = new URL('../src/', import.meta.url);
  const alone = await bundleSize({ contents: "export { method, protocol } from './index.ts'", folder });
  const named = await bundleSize({
    contents: "export { method, protocol, Iterator } from './index.ts'",
    folder,
  });
  expect(alone).toBeLessThan(named);
});

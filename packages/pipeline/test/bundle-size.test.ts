import { bundleSize } from '@pipe/tooling/bundle-size';
import { expect, test } from 'vitest';

test('the core fits a browser in 16 kB minified and gzipped, beside the three packages it stands on', async () => {
  const core = `
    export { buffer, collect, count, fromRecords, memoryCheckpointStore, onError, pipeline, PipelineError } from './index.ts';
    export { SinkProtocol, SourceProtocol, StageProtocol } from './protocols.ts';
  `;
  expect(
    await bundleSize({ contents: core, folder: new URL('../src/', import.meta.url) }, ['@pipe/*']),
  ).toBeLessThanOrEqual(16_000);
});

test('the whole of it bundles for a browser', async () => {
  expect(await bundleSize(new URL('../src/index.ts', import.meta.url))).toBeGreaterThan(0);
});

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** PIPE_AUDIT_TRAIL_MB=1024 for the gigabyte. */
const megabytes = Number(process.env.PIPE_AUDIT_TRAIL_MB ?? 128);
const mostGrownKiB = 48 * 1_024;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'trail-large-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

test(`memory is bounded: a trail of ${megabytes} MB verifies in memory that does not grow with it`, {
  timeout: 300_000,
}, async () => {
  const script = join(directory, 'verifier.mjs');
  const segments = join(directory, 'trail');
  mkdirSync(segments);
  await build({
    entryPoints: [fileURLToPath(new URL('fixtures/trail-verifier.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@pipe/source', 'node'],
  });
  const args = [
    '--max-old-space-size=64',
    '--max-semi-space-size=1',
    script,
    join(segments, 'a.trail'),
    String(megabytes * 1e6),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { ok, entries, grownKiB } = JSON.parse(stdout);
  const sizes = readdirSync(segments).map((name) => statSync(join(segments, name)).size);
  expect(ok).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(megabytes * 0.9e6);
  expect(entries).toBeGreaterThan(megabytes * 100);
  expect(grownKiB).toBeLessThan(mostGrownKiB);
});

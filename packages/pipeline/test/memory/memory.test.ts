import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleProgram } from '@pipe/tooling/bundle-program';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MiB = 2 ** 20;
/** How much more memory a run of ten times the records may take: what the process varies by anyway. */
const tolerance = 16 * MiB;
/** V8 makes the space for new objects larger while a process runs, up to a limit: no matter of how many records there were. */
const steady = '--max-semi-space-size=1';
/** So many that a process has what it needs to run: its heap and its machine code, which faster code is slower to reach. */
const [few, many] = [4_000_000, 40_000_000];

let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memory-'));
  program = join(folder, 'process.mjs');
  await bundleProgram(new URL('flowing-process.ts', import.meta.url), program);
});
afterAll(() => rm(folder, { recursive: true }));

/** The most memory that a process of its own takes for so many records, in bytes. */
async function peakOf(records: number, ...options: string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    steady,
    program,
    String(records),
    ...options,
  ]);
  const said = JSON.parse(stdout) as { records: number; peakBytes: number };
  expect(said.records).toBe(records);
  return said.peakBytes;
}

test('law 4, memory is bounded: ten times the records take the same memory', {
  timeout: 120_000,
}, async () => {
  const [small, large] = [await peakOf(few), await peakOf(many)];
  expect(large - small).toBeLessThan(tolerance);
});

test('a sink that keeps its batches would be seen', async () => {
  const [small, large] = [await peakOf(few / 10, 'keeping'), await peakOf(many / 10, 'keeping')];
  expect(large - small).toBeGreaterThan(4 * tolerance);
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './cli.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trail-'));
  const { exitCode } = await cli(['--trail', 'limits.trail'], folder);
  expect(exitCode).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

test('trail show says who changed what, when and why, filtered on request', async () => {
  const { stdout, exitCode } = await cli(['trail', 'show', 'limits.trail', '--actor', 'night-shift'], folder);
  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(stdout).toMatch(/^\d{4}-.*Z {2}night-shift {2}.*limits: .* → .* {2}outdoor air/);
  const none = await cli(['trail', 'show', 'limits.trail', '--actor', 'nobody'], folder);
  expect(none).toMatchObject({ stdout: '', stderr: 'no entry meets the filter\n', exitCode: 0 });
});

test('trail verify vouches for a trail, and names the first entry of one that was tampered with', async () => {
  const { stdout, exitCode } = await cli(['trail', 'verify', 'limits.trail'], folder);
  expect(exitCode).toBe(0);
  const [, head] = stdout.match(/: (\d+:[0-9a-f]{64})\n/) ?? [];
  const again = await cli(['trail', 'verify', 'limits.trail', '--head', String(head)], folder);
  expect(again.exitCode).toBe(0);

  const bytes = await readFile(join(folder, 'limits.trail'));
  const at = bytes.indexOf('night-shift');
  bytes.write('night-shirt', at);
  await writeFile(join(folder, 'forged.trail'), bytes);
  const forged = await cli(['trail', 'verify', 'forged.trail'], folder);
  expect(forged).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/does not verify from entry \d+ on|entry \d+/),
  });
});

test('a mistake is answered with what to write', async () => {
  expect(await cli(['trail', 'burn', 'limits.trail'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/verify FILE or show FILE/),
  });
  expect(await cli(['trail', 'show', 'nowhere.trail'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/no file .*nowhere\.trail/),
  });
});

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('defineAudited works in plain JavaScript, under Node’s type stripping', async () => {
  const fixture = fileURLToPath(new URL('fixtures/plain.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@pipe/source', fixture]);
  expect(stdout.trim().split('\n')).toEqual([
    'Refused by the rule nonNegative: Metrics#1.latency: 1 → -1. The old value stands.',
    'latency undefined 1 applied undefined',
    'records undefined 0 applied undefined',
    'records 0 1 applied alice',
    'latency 1 -1 rejected undefined',
  ]);
});

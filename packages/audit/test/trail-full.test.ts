import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { verifyTrail } from '../src/node.ts';

const directory = mkdtempSync(join(tmpdir(), 'trail-full-'));
afterAll(() => rmSync(directory, { recursive: true }));

test.skipIf(process.platform === 'win32')(
  'a file that cannot grow refuses the assignment, and nothing is lost',
  async () => {
    const file = join(directory, 'a.trail');
    const filler = fileURLToPath(new URL('fixtures/trail-filler.ts', import.meta.url));
    const command = `ulimit -f 8; exec "$0" --conditions=@pipe/source "${filler}" "${file}"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath]);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ isAuditError: true, rule: 'trail', code: 'trail-failed', system: 'EFBIG' });
    expect(told.entries).toBe(told.value + 1);
    expect(told.waiting).toEqual([`${told.value + 1} rejected`]);
    const report = await verifyTrail(file);
    expect(report).toMatchObject({ ok: true, head: { entries: told.entries } });
  },
);

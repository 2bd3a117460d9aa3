import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTrail, verifyTrail } from '../src/node.ts';

const KILLS = Number(process.env.PIPE_AUDIT_KILLS ?? 200);
const AT_ONCE = 4;
/** A trail is killed this often before a fresh one is begun. */
const KILLS_PER_TRAIL = 10;

let directory: string;
let script: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'trail-kill-'));
  script = join(directory, 'writer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('fixtures/trail-writer.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@pipe/source', 'node'],
  });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Lets a process write until it is killed, `delay` milliseconds after its first entry; gives what it reported last. */
function writeUntilKilled(file: string, delay: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let reported = '';
    let complaint = '';
    child.stdout.on('data', (chunk) => {
      if (reported === '') setTimeout(() => child.kill('SIGKILL'), delay);
      reported += chunk;
    });
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('close', (_code, signal) => {
      const lines = reported.slice(0, reported.lastIndexOf('\n')).split('\n');
      if (signal === 'SIGKILL') resolve(Number(lines.at(-1)));
      else reject(new Error(`The writer ended by itself: ${complaint}`));
    });
  });
}

async function killRepeatedly(lane: number, kills: number): Promise<number> {
  let entries = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const file = join(directory, `${lane}-${Math.floor(kill / KILLS_PER_TRAIL)}`, 'a.trail');
    mkdirSync(join(file, '..'), { recursive: true });
    const reported = await writeUntilKilled(file, Math.random() * 12);
    const before = await verifyTrail(file);
    expect(before).toMatchObject({ ok: true, lost: 0 });
    expect(before.head.entries).toBeGreaterThanOrEqual(reported);
    openTrail(file).close();
    expect(await verifyTrail(file)).toMatchObject({
      ok: true,
      torn: 0,
      head: { entries: before.head.entries },
    });
    entries += reported;
  }
  return entries;
}

test(`kill -9, ${KILLS} times at random moments, loses no entry that was reported durable`, {
  timeout: 600_000,
}, async () => {
  const each = Math.ceil(KILLS / AT_ONCE);
  const entries = await Promise.all(Array.from({ length: AT_ONCE }, (_, lane) => killRepeatedly(lane, each)));
  expect(Math.min(...entries)).toBeGreaterThan(0);
});

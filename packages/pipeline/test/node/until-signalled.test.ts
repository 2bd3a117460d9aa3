import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discard, fromRecords, pipeline } from '../../src/index.ts';
import { untilSignalled } from '../../src/node.ts';
import { Reading, readingsOf } from '../readings.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'until-signalled-'));
  program = join(folder, 'process.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('signalled-process.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
});

afterAll(() => rm(folder, { recursive: true }));

/** Runs the process; `onLine` is called with each line that it prints. */
async function running(
  flushMs: number,
  deadlineMs: number,
  onLine: (line: string, child: ChildProcessByStdio<null, Readable, null>) => void,
): Promise<{ lines: string[]; code: number | null; signal: string | null }> {
  const child = spawn(process.execPath, [program, String(flushMs), String(deadlineMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    onLine(line, child);
  });
  const [code, signal] = await once(child, 'close');
  return { lines, code, signal };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'the first %s stops the run, and what has been read takes effect',
  async (signal) => {
    const ended = await running(50, 5_000, (line, child) => {
      if (line === 'running') child.kill(signal);
    });
    expect(ended).toEqual({
      lines: ['running', 'flushing', `stopped by ${signal}: all written`, '0 listeners'],
      code: 0,
      signal: null,
    });
  },
);

test('a second signal aborts the run', async () => {
  const started = performance.now();
  const ended = await running(60_000, 60_000, (line, child) => {
    if (line === 'running') child.kill('SIGINT');
    if (line === 'flushing') child.kill('SIGTERM');
  });
  expect(ended.lines.slice(1)).toEqual(['flushing', 'AbortError: SIGTERM came after SIGINT', '0 listeners']);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a run that has not stopped by the deadline is aborted', async () => {
  const { lines } = await running(60_000, 100, (line, child) => {
    if (line === 'running') child.kill('SIGTERM');
  });
  expect(lines.slice(2)).toEqual(['AbortError: the run had not stopped 100 ms after SIGTERM', '0 listeners']);
});

test('disposed of, it leaves the process as it was, and the run alone', async () => {
  const before = process.listenerCount('SIGTERM');
  const start = (signal: AbortSignal) =>
    pipeline('disposed')
      .from(fromRecords(Reading, readingsOf([1])))
      .into(discard())
      .start({ signal });
  let report: Promise<unknown>;
  {
    using signalled = untilSignalled(start, { signals: ['SIGTERM'] });
    expect(process.listenerCount('SIGTERM')).toBe(before + 1);
    expect(signalled.received).toBeUndefined();
    report = signalled.report;
  }
  expect(process.listenerCount('SIGTERM')).toBe(before);
  await expect(report).resolves.toMatchObject({ ended: 'completed' });
});

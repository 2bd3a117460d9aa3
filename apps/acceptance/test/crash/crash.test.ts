import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '@pipe/tooling/bundle-program';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** How many times a process is killed in each test. */
const kills = Number(process.env.PIPE_KILLS ?? 200);

let folder = '';
let script = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crash-'));
  script = join(folder, 'process.mjs');
  await bundleProgram(new URL('process.ts', import.meta.url), script);
});
afterAll(() => rm(folder, { recursive: true }));

/** Readings whose every line is different. */
function inputCsv(records: number): string {
  let text = 'sensorId,timestamp,value\n';
  for (let i = 0; i < records; i += 1)
    text += `s${i % 17},${1_700_000_000_000 + i * 1_000},${((i * 7_919) % 1_000) / 10}\n`;
  return text;
}

async function freshFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'input.csv'), inputCsv(30_000));
  return path;
}

const start = (path: string, mode: string) =>
  spawn(process.execPath, [script, path, mode], { stdio: ['ignore', 'pipe', 'inherit'] });

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close');
  return code as number | null;
}

/** Starts the process again and again and kills it at random moments, until it has been killed often enough or is done. */
async function killUntilDone(path: string, mode: string, left: number): Promise<number> {
  for (let killed = 0; killed < left; killed += 1) {
    const child = start(path, mode);
    // The first dot says that records flow; moments before that are hit as well.
    if (Math.random() < 0.9 && child.stdout) await Promise.race([once(child.stdout, 'data'), exitOf(child)]);
    const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
    if ((await (child.exitCode ?? exitOf(child))) === 0) {
      clearTimeout(timer);
      return killed;
    }
  }
  await exitOf(start(path, mode));
  return left;
}

async function published(path: string): Promise<string> {
  const done = (await readdir(path)).filter((name) => name.endsWith('.done'));
  done.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const texts = await Promise.all(done.map((name) => readFile(join(path, name), 'utf8')));
  return texts.join('');
}

describe(`law 3, commit after effect: a process that is killed ${kills} times with SIGKILL`, () => {
  test('has written every record in the end (at least once)', async () => {
    const whole = await freshFolder('whole-append');
    await exitOf(start(whole, 'append'));
    const expected = new Set((await readFile(join(whole, 'output.csv'), 'utf8')).split('\n'));
    expect(expected.size).toBeGreaterThan(20_000);
    for (let killed = 0, round = 0; killed < kills; round += 1) {
      const path = await freshFolder(`append-${round}`);
      killed += await killUntilDone(path, 'append', kills - killed);
      const lines = new Set((await readFile(join(path, 'output.csv'), 'utf8')).split('\n'));
      expect([...expected].filter((line) => !lines.has(line))).toEqual([]);
      await rm(path, { recursive: true });
    }
  }, 240_000);

  test('has published to the byte what an uninterrupted one publishes (effectively once)', async () => {
    const whole = await freshFolder('whole-epochs');
    await exitOf(start(whole, 'epochs'));
    const expected = await published(whole);
    expect(expected.split('\n').length).toBeGreaterThan(20_000);
    for (let killed = 0, round = 0; killed < kills; round += 1) {
      const path = await freshFolder(`epochs-${round}`);
      killed += await killUntilDone(path, 'epochs', kills - killed);
      expect((await published(path)) === expected).toBe(true);
      await rm(path, { recursive: true });
    }
  }, 240_000);
});

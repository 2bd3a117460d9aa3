import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

/** Uses all that runs anywhere, and leaves an answer. */
const program = `
  import { defineRecord, field, RecordBatch } from './index.ts';
  import { greaterThan, mean } from './kernels.ts';
  import { fromArrow, toArrow } from './arrow.ts';
  import { sort } from './operations.ts';
  const Reading = defineRecord('Reading', { sensor: field.dictionary(), value: field.float64().nullable() });
  const batch = Reading.batch(2);
  for (let value = 0; value < 5; value++) batch.append({ sensor: 'ß' + value % 2, value: value === 3 ? null : value });
  const rows = new Uint16Array(5);
  batch.narrow(rows, greaterThan(batch.column('value'), 0.5, batch.selection, rows));
  const received = RecordBatch.fromMessage(batch.toMessage(), Reading);
  const read = sort(fromArrow(toArrow(received), Reading), 'value', { descending: true });
  globalThis.answer = JSON.stringify([read.toRows(), mean(read.column('value'), undefined), String(read)]);
`;

const answer = [
  [
    { sensor: 'ß0', value: 4 },
    { sensor: 'ß0', value: 2 },
    { sensor: 'ß1', value: 1 },
  ],
  7 / 3,
  'RecordBatch<Reading> 3 rows',
];

let bundle: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: new URL('../src', import.meta.url).pathname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@pipe/source'],
  });
  bundle = outputFiles[0].text;
});

test('it runs where there is no Node, under a policy that forbids generated code', () => {
  const context = createContext(
    { TextEncoder, TextDecoder, SharedArrayBuffer },
    { codeGeneration: { strings: false, wasm: false } },
  );
  runInContext(bundle, context);
  expect(JSON.parse(context.answer)).toEqual(answer);
});

const browser = 'chromium';
const hasBrowser = spawnSync(browser, ['--version']).status === 0;

test.skipIf(!hasBrowser)(
  'it runs in a browser, under a strict Content-Security-Policy',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'records-'));
    try {
      const page = join(folder, 'page.html');
      const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'">`;
      const script = `${bundle};document.body.textContent = encodeURIComponent(answer)`.replaceAll(
        '</',
        '<\\/',
      );
      await writeFile(page, `<!doctype html><meta charset="utf-8">${policy}<body><script>${script}</script>`);
      const flags =
        '--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync';
      const { stdout } = await promisify(execFile)(browser, [
        ...flags.split(' '),
        `--user-data-dir=${join(folder, 'profile')}`,
        '--dump-dom',
        `file://${page}`,
      ]);
      const found = /<body>(.*?)<\/body>/s.exec(stdout)?.[1] ?? '';
      expect(JSON.parse(decodeURIComponent(found))).toEqual(answer);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

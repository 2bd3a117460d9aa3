import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

const chromium = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'chromium'))
  .find(isExecutable);

const program = `
  import { AsyncIterable, implementing, method, protocol } from './index.ts';
  const Source = protocol('Source', { stream: method({ arity: 1 }) });
  class SteamSource { steam() {} #stream() { return this.#stream; } }
  const said = [Source.is({ stream() {} }), AsyncIterable.is(new ReadableStream()), new Map() instanceof Source];
  try { implementing(Source)(SteamSource); } catch (error) { said.push(error.stack.split('\\n')[0], error.issues[0].hint); }
  const frame = document.body.appendChild(document.createElement('iframe'));
  said.push(Source.is(frame.contentWindow.eval('Object.prototype.stream = () => {}; ({})')));
  document.body.textContent = JSON.stringify(said);
`;

test.skipIf(chromium === undefined)(
  'runs in a browser (skipped where no chromium is on the PATH)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'protocols-'));
    try {
      const contents = await bundle();
      const page = join(folder, 'page.html');
      await writeFile(page, `<body></body><script type="module">${contents}</script>`);
      const html = execFileSync(chromium ?? '', [...flags(folder), '--dump-dom', pathToFileURL(page).href], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(JSON.parse(/<body>(.*?)<\/body>/s.exec(html)?.[1] ?? '')).toEqual([
        true,
        true,
        false,
        'ProtocolError: class SteamSource does not satisfy Source:',
        'it has steam: did you mean stream?',
        false,
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

async function bundle(): Promise<string> {
  const resolveDir = fileURLToPath(new URL('../src/', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    keepNames: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

function flags(profile: string): string[] {
  return [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${join(profile, 'profile')}`,
  ];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

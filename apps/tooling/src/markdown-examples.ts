import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleProgram } from './bundle-program.ts';

/** A program in a Markdown file: the code, and what stands below it as its output. */
export interface MarkdownExample {
  readonly code: string;
  readonly output: string;
}

/** The examples of a Markdown file: each block marked `ts` or `js` that an unmarked block, its output, follows. */
export async function markdownExamples(file: URL): Promise<MarkdownExample[]> {
  const text = await readFile(file, 'utf8');
  const pairs = text.matchAll(/^```(?:ts|js)\n(.*?)^```\n+(?:[^\n`]*\n+)?^```\n(.*?)^```$/gms);
  return Array.from(pairs, ([, code = '', output = '']) => ({ code, output }));
}

/** Runs an example as a program beside its Markdown file, packages read from their sources, and returns what it prints. */
export async function runExample({ code }: MarkdownExample, file: URL): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const outfile = join(folder, 'example.mjs');
  try {
    await bundleProgram({ contents: code, folder: dirname(fileURLToPath(file)) }, outfile);
    const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

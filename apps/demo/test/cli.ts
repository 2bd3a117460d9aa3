import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '@pipe/tooling/bundle-program';

const bundle = fileURLToPath(new URL('../node_modules/.cache/test/cli.js', import.meta.url));
let built: Promise<void> | undefined;

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs the demo as a person would, from the given folder, outputs not being terminals. */
export async function cli(args: readonly string[], folder: string): Promise<CliResult> {
  built ??= bundleProgram(new URL('../src/cli.ts', import.meta.url), bundle);
  await built;
  const child = spawn(process.execPath, [bundle, ...args], { env: { ...process.env, INIT_CWD: folder } });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { ...output, exitCode };
}

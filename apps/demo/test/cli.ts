import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '@pipe/tooling/bundle-program';

const built = (name: string) =>
  fileURLToPath(new URL(`../node_modules/.cache/test/${name}.js`, import.meta.url));
const bundle = built('cli');
let building: Promise<unknown> | undefined;

/** The program, and what @pipe/records/measure runs in processes of their own: as in tsup.config.ts. */
function buildAll(): Promise<unknown> {
  const measure = ['measure-one', 'sensor-layouts', 'point-layouts'];
  return Promise.all([
    bundleProgram(new URL('../src/cli.ts', import.meta.url), bundle),
    ...measure.map((name) =>
      bundleProgram(
        new URL(`../../../packages/records/src/measure/${name}.ts`, import.meta.url),
        built(`measure/${name}`),
      ),
    ),
  ]);
}

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs the demo as a person would, from the given folder, outputs not being terminals. */
export async function cli(args: readonly string[], folder: string): Promise<CliResult> {
  building ??= buildAll();
  await building;
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

import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError, runCommand } from './run-command.ts';
import { installAlone, runInNode, type ScratchProject, typeCheck } from './scratch-project.ts';
import { type Manifest, publicPackages, workspaceRoot } from './workspace.ts';

/** What `pnpm pack --json` says of a package. */
interface Tarball {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** One thing to find out about a package. `run` rejects with a {@link CommandError} when it is not as it should be. */
interface Step {
  readonly name: string;
  readonly detail: string;
  run(): Promise<void>;
}

const binaries = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

async function packAll(destination: string): Promise<Map<string, Tarball>> {
  const args = [
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--json',
    '--pack-destination',
    destination,
  ];
  const tarballs: Tarball[] = [JSON.parse(await runCommand('pnpm', args, workspaceRoot))].flat();
  return new Map(tarballs.map((tarball) => [tarball.name, tarball]));
}

function stepsOf(manifest: Manifest, tarballs: ReadonlyMap<string, Tarball>, scratch: string): Step[] {
  const tarball = tarballs.get(manifest.name);
  if (!tarball) throw new Error(`pnpm has not packed ${manifest.name}.`);
  const { filename, files, size } = tarball;
  const tool = async (name: string, ...args: string[]) => {
    await runCommand(join(binaries, name), args, scratch);
  };
  const overrides = Object.fromEntries(
    Array.from(tarballs.values(), (each) => [each.name, `file:${each.filename}`]),
  );
  const subpaths = Object.keys(manifest.exports ?? {});
  const peers = optionalPeers(manifest);
  const project = (folder: string, entries: string[]): ScratchProject => ({
    directory: join(scratch, manifest.name, folder),
    manifest,
    overrides,
    subpaths: entries,
  });
  return [
    {
      name: 'pack',
      detail: `${files.length} files, ${Math.ceil(size / 1000)} kB`,
      run: () => assertContents(files.map(({ path }) => path)),
    },
    { name: 'publint', detail: '--strict', run: () => tool('publint', 'run', filename, '--strict') },
    {
      name: 'attw',
      detail: '--profile esm-only',
      run: () => tool('attw', filename, '--profile', 'esm-only'),
    },
    ...(Object.keys(peers).length === 0
      ? consumerSteps(project('alone', subpaths), {})
      : // The main entry works without the optional peers; a subpath may need them.
        [
          ...consumerSteps(project('alone', ['.']), {}),
          ...consumerSteps(project('with-peers', subpaths), peers),
        ]),
  ];
}

function consumerSteps(project: ScratchProject, peers: Readonly<Record<string, string>>): Step[] {
  const beside = Object.keys(peers).map((name) => ` + ${name}`);
  const entries = project.subpaths.join(' ');
  return [
    {
      name: 'install',
      detail: `into an empty project${beside.join('')}`,
      run: () => installAlone(project, peers),
    },
    { name: 'types', detail: entries, run: () => typeCheck(project) },
    { name: 'run', detail: entries, run: () => runInNode(project) },
  ];
}

function optionalPeers({
  peerDependencies = {},
  peerDependenciesMeta = {},
}: Manifest): Record<string, string> {
  const peers = Object.entries(peerDependencies);
  return Object.fromEntries(peers.filter(([name]) => peerDependenciesMeta[name]?.optional));
}

async function assertContents(paths: readonly string[]): Promise<void> {
  const missing = ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts'].filter(
    (path) => !paths.includes(path),
  );
  if (missing.length > 0) throw new CommandError(`It lacks ${missing.join(', ')}.`);
  const stray = paths.filter(
    (path) => !/^(dist|src)\/|^(LICENSE|(README|CHANGELOG)\.md|package\.json)$/.test(path),
  );
  if (stray.length > 0) throw new CommandError(`It would publish ${stray.join(', ')}.`);
}

/** Takes the steps up to the first that fails, and prints a line for each. True when none did. */
async function takeSteps(name: string, steps: readonly Step[]): Promise<boolean> {
  const lines: string[] = [];
  let failure: CommandError | undefined;
  for (const step of steps) {
    const started = performance.now();
    failure = await failureOf(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const outcome = failure ? 'FAILED' : 'ok';
    lines.push(
      `${name.padEnd(17)} ${step.name.padEnd(9)}${outcome.padEnd(7)}${seconds.padStart(5)} s  ${step.detail}`,
    );
    if (failure) break;
  }
  if (failure) lines.push(failure.message.replace(/^/gm, '    '));
  console.log(lines.join('\n'));
  return failure === undefined;
}

async function failureOf(step: Step): Promise<CommandError | undefined> {
  try {
    await step.run();
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
}

async function checkPackages(scratch: string): Promise<boolean> {
  const tarballs = await packAll(scratch);
  const waiting = publicPackages(workspaceRoot);
  let sound = true;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { manifest } = next;
      if (!(await takeSteps(manifest.name, stepsOf(manifest, tarballs, scratch)))) sound = false;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return sound;
}

const scratch = await mkdtemp(join(tmpdir(), 'check-packages-'));
try {
  if (!(await checkPackages(scratch))) process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true });
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPortable } from './architecture.ts';
import { CommandError, runCommand } from './run-command.ts';
import { type Manifest, workspaceRoot } from './workspace.ts';

/** An empty project somewhere outside the workspace, into which one packed package is installed as a user would. */
export interface ScratchProject {
  readonly directory: string;
  readonly manifest: Manifest;
  /** Where each of our packages comes from, by name: what the package needs of the others is taken from there too. */
  readonly overrides: Readonly<Record<string, string>>;
  /** The subpaths that are imported. */
  readonly subpaths: readonly string[];
}

/** Makes the project and installs into it, beside the optional peer dependencies that this user happens to have. */
export async function installAlone(
  { directory, manifest, overrides }: ScratchProject,
  peers: Readonly<Record<string, string>>,
): Promise<void> {
  const nodeTypes = `link:${join(workspaceRoot, 'node_modules/@types/node')}`;
  await mkdir(directory, { recursive: true });
  await writeJson(directory, 'package.json', {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { [manifest.name]: overrides[manifest.name], ...peers },
    devDependencies: { '@types/node': nodeTypes },
  });
  // JSON is YAML.
  await writeJson(directory, 'pnpm-workspace.yaml', { overrides });
  await runCommand(
    'pnpm',
    ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'],
    directory,
  );
}

/** Type-checks a program that imports every subpath: under Node's types, and without them what must do without. */
export async function typeCheck({ directory, manifest, subpaths }: ScratchProject): Promise<void> {
  const portable = subpaths.filter((subpath) => isPortable(manifest.name, subpath));
  const forNode = subpaths.filter((subpath) => !portable.includes(subpath));
  for (const [program, entries, types] of [
    ['portable', portable, []],
    ['for-node', forNode, ['node']],
  ] as const) {
    if (entries.length === 0) continue;
    await writeFile(join(directory, `${program}.ts`), importAll(manifest.name, entries));
    await writeJson(directory, `tsconfig.${program}.json`, {
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        types,
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        verbatimModuleSyntax: true,
        skipLibCheck: false,
        skipDefaultLibCheck: true,
        noEmit: true,
      },
      files: [`${program}.ts`],
    });
    await compile(directory, `tsconfig.${program}.json`);
  }
}

async function compile(directory: string, project: string): Promise<void> {
  const tsc = join(workspaceRoot, 'node_modules/typescript/bin/tsc');
  try {
    await runCommand(process.execPath, [tsc, '--project', project], directory);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const diagnostics = diagnosticsOfOurs(error.message);
    if (diagnostics !== '') throw new CommandError(diagnostics, { cause: error });
  }
}

/** What the compiler finds in our packages and in the program that uses them; the types of others are theirs to mend. */
export function diagnosticsOfOurs(output: string): string {
  const diagnostics = output.split(/\n(?=\S)/);
  const ours = diagnostics.filter((text) => !/^\S*node_modules\/(?!@pipe\/|\.pnpm\/)/.test(text));
  return ours.join('\n').trim();
}

/** Runs a program that loads every subpath, with `import` and with `require`. */
export async function runInNode({ directory, manifest, subpaths }: ScratchProject): Promise<void> {
  await writeFile(join(directory, 'import.mjs'), importAll(manifest.name, subpaths));
  const requires = subpaths.map((subpath) => `require('${specifier(manifest.name, subpath)}');\n`);
  await writeFile(join(directory, 'require.cjs'), requires.join(''));
  await runCommand(process.execPath, ['import.mjs'], directory);
  await runCommand(process.execPath, ['require.cjs'], directory);
}

function importAll(name: string, subpaths: readonly string[]): string {
  const imports = subpaths.map((subpath, i) => `import * as entry${i} from '${specifier(name, subpath)}';`);
  const uses = subpaths.map(
    (subpath, i) => `if (Object.keys(entry${i}).length === 0) throw new Error('${subpath} exports nothing');`,
  );
  return `${[...imports, ...uses].join('\n')}\n`;
}

function specifier(name: string, subpath: string): string {
  return name + subpath.slice(1);
}

function writeJson(directory: string, file: string, content: unknown): Promise<void> {
  return writeFile(join(directory, file), JSON.stringify(content, undefined, 2));
}

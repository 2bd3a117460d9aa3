import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspacePackages, workspaceRoot } from './workspace.ts';

const template = fileURLToPath(new URL('../template', import.meta.url));

/** A name that no package can be made under. Its message says why, and what a good one looks like. */
export class PackageNameError extends Error {
  override readonly name = 'PackageNameError';
}

/**
 * Makes the folder of a new package in the house shape: it builds, type-checks, tests, documents and packs as it stands.
 *
 * @param name - Without the scope, in kebab-case.
 * @returns the absolute path of the folder.
 * @throws {@link PackageNameError} when the name is no such name, or taken.
 */
export function newPackage(root: string, name: string): string {
  assertFree(root, name);
  const directory = join(root, 'packages', name);
  cpSync(template, directory, { recursive: true });
  for (const file of globSync('**/*.*', { cwd: directory })) fillIn(join(directory, file), name);
  return directory;
}

function assertFree(root: string, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const bare = name.replace(/^@pipe\//, '');
    const hint = bare === name ? '' : ` The scope is added: write '${bare}'.`;
    throw new PackageNameError(
      `'${name}' is no package name: it takes lower-case words of letters and digits joined by hyphens, such as 'gps-fix'.${hint}`,
    );
  }
  const taken = workspacePackages(root).find(({ manifest }) => manifest.name === `@pipe/${name}`);
  const directory = taken?.directory ?? join(root, 'packages', name);
  if (taken || existsSync(directory)) {
    throw new PackageNameError(`'@pipe/${name}' is taken: see ${directory}. Choose another name.`);
  }
}

function fillIn(file: string, name: string): void {
  const pascalName = name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll('template-name', name).replaceAll('TemplateName', pascalName));
}

function main(names: string[]): void {
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new PackageNameError('Give the new package one name, without the scope: pnpm new-package gps-fix');
  }
  const directory = newPackage(workspaceRoot, name);
  // A long name may move a line past the width, so the formatter has the last word.
  execFileSync('pnpm', ['exec', 'biome', 'check', '--write', directory], {
    cwd: workspaceRoot,
    stdio: 'pipe',
  });
  console.log(
    `Made packages/${name}. Next: say in its README and package.json what one gets from it, and write`,
  );
  console.log(`src/. 'pnpm install' links it; 'pnpm changeset' tells its users.`);
}

if (import.meta.main) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof PackageNameError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

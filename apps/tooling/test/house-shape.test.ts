import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allowedSiblings, portablePackages } from '../src/architecture.ts';
import { importsOf, packageOf } from '../src/imports-of.ts';
import { type Manifest, publicPackages, workspacePackages, workspaceRoot } from '../src/workspace.ts';

const serverRuntimes = ['node', 'deno', 'bun'];
const ours = new Set(workspacePackages(workspaceRoot).map(({ manifest }) => manifest.name));

describe.each(publicPackages(workspaceRoot))('$manifest.name', ({ directory, manifest }) => {
  const sources = globSync('src/**/*.ts', { cwd: directory });

  test('has the files of the house shape', () => {
    const files = [
      'README.md',
      'src/index.ts',
      'test',
      'tsconfig.json',
      'tsup.config.ts',
      'vitest.config.ts',
    ];
    expect(files.filter((file) => !existsSync(join(directory, file)))).toEqual([]);
  });

  test('says what it is, under which license and where it runs', () => {
    expect(manifest).toMatchObject({
      name: `@pipe/${relative(join(workspaceRoot, 'packages'), directory)}`,
      description: expect.stringMatching(/^[A-Z].{20,}\.$/),
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      engines: { node: '^22.18.0 || >=24' },
      files: ['dist', 'src'],
    });
  });

  test('gives each entry its source, its types and its build, in this order', () => {
    const { exports = {} } = manifest;
    expect(Object.keys(exports)).toContain('.');
    for (const [subpath, conditions] of Object.entries(exports)) {
      const [source, types, ...builds] = Object.keys(conditions);
      expect([source, types], subpath).toEqual(['@pipe/source', 'types']);
      // One build for all, or one for what reads files and another for browsers.
      expect([['default'], [...serverRuntimes, 'default']], subpath).toContainEqual(builds);
      const [server = ''] = serverRuntimes.map((runtime) => conditions[runtime]);
      for (const runtime of serverRuntimes) expect(conditions[runtime] ?? '', subpath).toBe(server);
      expect(existsSync(join(directory, conditions['@pipe/source'] ?? '')), subpath).toBe(true);
    }
  });

  test('exports by name', () => {
    expect(readFileSync(join(directory, 'src/index.ts'), 'utf8')).not.toMatch(/export \*|export default/);
  });

  test('names its files in kebab-case, after what they hold', () => {
    const unusual = sources.filter((file) => !/^src\/([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(file));
    expect(unusual).toEqual([]);
    const vague = sources.filter((file) => /\b(utils?|helpers?|common|misc)\b/.test(file));
    expect(vague).toEqual([]);
  });

  test('depends only on what lies below it', () => {
    const siblings = dependenciesOf(manifest).filter((name) => ours.has(name));
    const disallowed = siblings.filter((name) => !allowedSiblings(manifest.name).includes(name));
    expect(disallowed).toEqual([]);
  });

  test.runIf(manifest.name in portablePackages)('needs nothing of third parties at run time', () => {
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
    const required = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    expect([...Object.keys(dependencies), ...required].filter((name) => !ours.has(name))).toEqual([]);
  });

  test('imports by path only from within itself', () => {
    const leaving = importsBeneath(directory, ['src', 'test', 'bench']).filter(
      ({ file, specifier }) => specifier.startsWith('.') && leaves(directory, file, specifier),
    );
    expect(leaving).toEqual([]);
  });

  test('imports by name only what it declares', () => {
    const declared = [manifest.name, ...dependenciesOf(manifest)];
    const declaredForTests = [...declared, ...Object.keys(manifest.devDependencies ?? {})];
    expect(undeclared(directory, ['src'], declared)).toEqual([]);
    const siblings = undeclared(directory, ['test', 'bench'], declaredForTests).filter(({ name }) =>
      ours.has(name),
    );
    expect(siblings).toEqual([]);
  });
});

function dependenciesOf({ dependencies = {}, peerDependencies = {} }: Manifest): string[] {
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
}

function undeclared(directory: string, folders: readonly string[], declared: readonly string[]) {
  return importsBeneath(directory, folders).flatMap(({ file, specifier }) => {
    const name = packageOf(specifier);
    return name === undefined || declared.includes(name) ? [] : { file, name };
  });
}

function importsBeneath(directory: string, folders: readonly string[]) {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: directory },
  );
  return files.flatMap((file) => importsOf(join(directory, file)).map((specifier) => ({ file, specifier })));
}

function leaves(directory: string, file: string, specifier: string): boolean {
  return relative(directory, resolve(directory, dirname(file), specifier)).startsWith('..');
}

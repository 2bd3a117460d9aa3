import { readFileSync } from 'node:fs';
import { preProcessFile } from 'typescript';

/** What a TypeScript file imports, as it is written there: types, re-exports and `import()` of a literal included. */
export function importsOf(file: string): string[] {
  return preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);
}

/** The package that a specifier names; undefined for a path, one of Node's modules or a `#name` of the package itself. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|\/|#|node:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

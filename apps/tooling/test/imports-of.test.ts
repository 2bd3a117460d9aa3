import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importsOf, packageOf } from '../src/imports-of.ts';

test('every way to import is seen, and nothing that only looks like one', () => {
  const directory = mkdtempSync(join(tmpdir(), 'imports-of-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'example.ts');
  writeFileSync(
    file,
    [
      "import { a } from 'plain';",
      "import type { B } from './types.ts';",
      "import 'effect';",
      "export { c } from '@pipe/records/arrow';",
      "const d = await import('node:fs');",
      "const e = \"import { f } from 'text'\"; // import { g } from 'comment';",
    ].join('\n'),
  );
  expect(importsOf(file)).toEqual(['plain', './types.ts', 'effect', '@pipe/records/arrow', 'node:fs']);
});

test.each([
  ['plain/deep', 'plain'],
  ['@pipe/records/arrow', '@pipe/records'],
  ['./file.ts', undefined],
  ['../file.ts', undefined],
  ['#context', undefined],
  ['node:fs', undefined],
])('%s is of the package %s', (specifier, name) => {
  expect(packageOf(specifier)).toBe(name);
});

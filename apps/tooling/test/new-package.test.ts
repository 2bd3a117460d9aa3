import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { newPackage, PackageNameError } from '../src/new-package.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'new-package-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'apps/demo'), { recursive: true });
  writeFileSync(join(root, 'apps/demo/package.json'), '{ "name": "@pipe/demo" }');
});

test('a new package has the files of the house shape, all under its own name', () => {
  const directory = newPackage(root, 'gps-fix');
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((file) => join(file.parentPath, file.name).slice(directory.length + 1));
  expect(paths.sort()).toEqual([
    'README.md',
    'package.json',
    'src/errors.ts',
    'src/index.ts',
    'test/errors.test.ts',
    'test/readme.test.ts',
    'tsconfig.json',
    'tsup.config.ts',
    'vitest.config.ts',
  ]);
  const text = paths.map((path) => readFileSync(join(directory, path), 'utf8')).join('');
  expect(text).not.toMatch(/template-?name/i);
  expect(text).toContain('"name": "@pipe/gps-fix"');
  expect(text).toContain('export class GpsFixError');
});

test.each(['', 'GpsFix', 'gps_fix', '-gps', 'gps--fix', 'gps-', '2d', '../escape', 'a b'])(
  'the name %j is refused, with what a good one looks like',
  (name) => {
    expect(() => newPackage(root, name)).toThrow(PackageNameError);
    expect(() => newPackage(root, name)).toThrow("such as 'gps-fix'");
    expect(readdirSync(root)).toEqual(['apps']);
  },
);

test('a name with the scope is refused, with the name to write', () => {
  expect(() => newPackage(root, '@pipe/gps')).toThrow("write 'gps'");
});

test('a name that any package of the workspace has is refused', () => {
  newPackage(root, 'gps');
  expect(() => newPackage(root, 'gps')).toThrow("'@pipe/gps' is taken");
  expect(() => newPackage(root, 'demo')).toThrow("'@pipe/demo' is taken");
});

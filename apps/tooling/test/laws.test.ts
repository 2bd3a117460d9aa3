import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workspaceRoot } from '../src/workspace.ts';

const contributing = readFileSync(join(workspaceRoot, 'CONTRIBUTING.md'), 'utf8');
const laws = Array.from(contributing.matchAll(/^(\d)\. \*\*(.+?)\.\*\*/gm), ([, number, name]) => ({
  number,
  name,
}));
const tests = globSync('{packages,apps}/*/test/**/*.test.ts', { cwd: workspaceRoot })
  .map((file) => readFileSync(join(workspaceRoot, file), 'utf8'))
  .join('\n');

test('there are nine laws', () => {
  expect(laws.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
});

test.each(laws)('law $number ($name) begins the title of a test', ({ number, name }) => {
  const title = new RegExp(`['"\`]law ${number}[,:] ${name}`, 'i');
  expect(title.test(tests)).toBe(true);
});

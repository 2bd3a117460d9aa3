import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { groups } from '../src/groups.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/benchmarks.md');
const rows = Array.from(
  read('README.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| `pnpm bench (\w+)` \|$/gm),
  ([, what = '', figures = '', group = '']) => ({ what, figures, group }),
);

/** What the page says of a group. */
function sectionOf(group: string): string {
  const { title } = groups.find(({ name }) => name === group) ?? {};
  return page.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
}

test('the README has figures of benchmarks', () => {
  expect(rows.length).toBeGreaterThan(5);
});

test.each(rows)('$what: each figure stands where its command writes it', ({ figures, group }) => {
  const section = sectionOf(group);
  const found = figures.match(/\d+(?:[.,]\d+)*/g) ?? [];
  expect(found).not.toEqual([]);
  const missing = found.filter(
    (figure) => !new RegExp(`(?<![\\d.,])${figure.replaceAll('.', '\\.')}(?![\\d,]|\\.\\d)`).test(section),
  );
  expect(missing).toEqual([]);
});

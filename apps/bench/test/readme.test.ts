import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('every figure that the README takes from a benchmark stands on the page that the benchmarks write', () => {
  const page = read('docs/benchmarks.md');
  const rows = read('README.md').matchAll(/^\|[^|]+\|([^|]+)\| `pnpm bench [^|]+\|$/gm);
  const figures = Array.from(rows, ([, cell = '']) => cell.match(/\d+(?:[.,]\d+)*/g) ?? []).flat();
  expect(figures.length).toBeGreaterThan(10);
  const missing = figures.filter(
    (figure) => !new RegExp(`(?<![\\d.,])${figure}(?![\\d,]|\\.\\d)`).test(page),
  );
  expect(missing).toEqual([]);
});

import { expect, test } from 'vitest';
import { KnownCells, missingCode } from '../../src/columns/known-cells.ts';
import { utf8 } from '../../src/input/encoding.ts';
import { Lines } from '../../src/reading/lines.ts';
import { Window } from '../../src/reading/window.ts';
import { encode } from '../read.ts';

const dialect = {
  delimiter: 44,
  quote: 34,
  comment: -1,
  decimal: '.',
  longestField: 999,
  longestRow: 999,
} as const;

/** What the cells are known as, up to the first that is not, when each is a line's last or one before another. */
function codesOf(known: KnownCells, cells: readonly string[]): number[][] {
  return [true, false].map((isLast) => {
    const text = encode(cells.map((cell) => (isLast ? cell : `${cell},x`)).join('\n') + '\n'.repeat(40));
    const lines = new Lines();
    lines.begin(new Window(text, 0, utf8), dialect);
    const count = lines.find(0, cells.length, text.length);
    expect(count).toBe(cells.length);
    lines.beginCell(0, isLast);
    const codes = new Uint16Array(count);
    return Array.from(codes.subarray(0, known.scan(lines, codes, 0, 0, count)));
  });
}

function add(known: KnownCells, text: string, code: number): void {
  const bytes = encode(text);
  known.add(bytes, 0, bytes.length, code);
}

const numbered = (count: number) => Array.from({ length: count }, (_, code) => `cell ${code}`);

test('cells are told apart by their length and by every byte of theirs', () => {
  const known = new KnownCells();
  const cells = [
    'a',
    'ab',
    'abcd',
    'abce',
    'abcdefgh',
    'xbcdefgh',
    'abcdefghi',
    'abcdefghijkl',
    'abcdxfghijkl',
  ];
  for (const [code, cell] of cells.entries()) add(known, cell, code);
  const orders = [
    cells,
    cells.toReversed(),
    cells.flatMap((cell) => [cell, cell, 'ab']),
    [...cells, ...cells],
  ];
  for (const order of orders) {
    const codes = order.map((cell) => cells.indexOf(cell));
    expect(codesOf(known, order)).toEqual([codes, codes]);
  }
  for (const stranger of ['b', 'abc', 'abcdefg', 'abcdefghj', 'abcdefghijklm']) {
    expect(codesOf(known, ['ab', stranger])).toEqual([[1], [1]]);
  }
});

test('a cell that is expected but is only the beginning of the one that comes is not taken for it', () => {
  const known = new KnownCells();
  for (const [code, cell] of ['ab', 'abc'].entries()) add(known, cell, code);
  expect(codesOf(known, ['ab', 'ab', 'abc', 'ab', 'ab', 'abc'])[0]).toEqual([0, 0, 1, 0, 0, 1]);
});

test('as many cells as one likes are remembered', () => {
  const known = new KnownCells();
  const cells = numbered(500);
  for (const [code, cell] of numbered(5_000).entries()) add(known, cell, code);
  expect(codesOf(known, cells)[0]).toEqual(cells.map((_, code) => code));
});

test('a cell that stands for no value, and a long one, are left to others', () => {
  const known = new KnownCells();
  add(known, 'a', 7);
  add(known, 'NA', missingCode);
  add(known, 'x'.repeat(257), 8);
  expect(codesOf(known, ['a', 'NA'])[0]).toEqual([7]);
  expect(codesOf(known, ['a', 'x'.repeat(257)])[0]).toEqual([7]);
});

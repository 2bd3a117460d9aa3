import { expect, test } from 'vitest';
import { utf8 } from '../../src/input/encoding.ts';
import { skipLines } from '../../src/reading/ranges.ts';
import { Window } from '../../src/reading/window.ts';
import { encode } from '../read.ts';

const quote = 34;

function skip(text: string, limit: number) {
  const window = new Window(encode(text), 0, utf8);
  const lines = skipLines(window, limit, quote);
  return { lines, rest: text.slice(window.start) };
}

test('goes to the beginning of the last line before the limit', () => {
  expect(skip('a\nb\nc\nd\n', 5)).toEqual({ lines: 2, rest: 'c\nd\n' });
  expect(skip('a\nb\nc\nd\n', 6)).toEqual({ lines: 3, rest: 'd\n' });
  expect(skip('a\r\nb\r\nc', 6)).toEqual({ lines: 2, rest: 'c' });
  expect(skip('abc', 2)).toEqual({ lines: 0, rest: 'abc' });
});

test('goes no further than the line with the first quote', () => {
  expect(skip('a\n"b\nc"\nd\n', 8)).toEqual({ lines: 1, rest: '"b\nc"\nd\n' });
  expect(skip('a\nb,"c\nd"\ne\n', 10)).toEqual({ lines: 1, rest: 'b,"c\nd"\ne\n' });
  expect(skip('a\nb\nc\n"d\n', 5)).toEqual({ lines: 2, rest: 'c\n"d\n' });
});

test('leaves a carriage return at the end, to which a line feed may still come', () => {
  expect(skip('a\rb\r', 4)).toEqual({ lines: 1, rest: 'b\r' });
  expect(skip('a\r\rb', 3)).toEqual({ lines: 2, rest: 'b' });
});

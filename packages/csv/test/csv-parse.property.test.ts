import { defineRecord, field } from '@pipe/records';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode, readAll } from './read.ts';

/** How a text is written. */
interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly comment: string;
  readonly hasByteOrderMark: boolean;
  readonly endsWithLineEnd: boolean;
}

interface Cell {
  readonly text: string;
  readonly isQuoted: boolean;
}

const dialects: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|', ':'),
  quote: fc.constantFrom('"', "'"),
  comment: fc.constantFrom('#', '%'),
  hasByteOrderMark: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
});

const pieces = fc.constantFrom(
  'a',
  'bc',
  '17',
  ' ',
  'é',
  '漢',
  '😀',
  ',',
  ';',
  '\t',
  '|',
  ':',
  '"',
  "'",
  '\n',
  '\r',
  '#',
  '%',
);
const cells: fc.Arbitrary<Cell> = fc.record({
  text: fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
  isQuoted: fc.boolean(),
});

/** A cell as it is written: in quotes where it must be. csv-parse, unlike us, takes no quote inside plain text. */
function write({ text, isQuoted }: Cell, { delimiter, quote, comment }: Dialect): string {
  const isSpecial =
    text === '' || [delimiter, quote, comment, '\n', '\r'].some((mark) => text.includes(mark));
  return isQuoted || isSpecial ? quote + text.replaceAll(quote, quote + quote) + quote : text;
}

const cases = fc
  .record({
    dialect: dialects,
    width: fc.integer({ min: 1, max: 4 }),
    lineEnds: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 9, maxLength: 9 }),
    blanks: fc.array(fc.constantFrom('', '# x', '% "x'), { maxLength: 2 }),
    rows: fc.array(fc.array(cells, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
  })
  .map(({ dialect, width, lineEnds, blanks, rows }) => {
    const { delimiter, comment, hasByteOrderMark, endsWithLineEnd } = dialect;
    const header = Array.from({ length: width }, (_, column) => `c${column}`).join(delimiter);
    const lines = rows.map((row) =>
      row
        .slice(0, width)
        .map((cell) => write(cell, dialect))
        .join(delimiter),
    );
    const others = blanks.filter((line) => line === '' || line[0] === comment);
    const all = [header, ...others, ...lines].map((line, index) => line + lineEnds[index]).join('');
    const text = endsWithLineEnd ? all : all.replace(/\r?\n?$/, '');
    return { dialect, width, text: (hasByteOrderMark ? '\uFEFF' : '') + text };
  });

function reference(text: string, { delimiter, quote, comment }: Dialect): string[][] {
  return parse(text, {
    bom: true,
    delimiter,
    quote,
    escape: quote,
    comment,
    comment_no_infix: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    from_line: 1,
  }) as string[][];
}

const types = [1, 2, 3, 4].map((width) =>
  defineRecord(
    'Cells',
    Object.fromEntries(
      Array.from({ length: width }, (_, column) => [
        `c${column}`,
        column % 2 === 0 ? field.utf8() : field.dictionary(),
      ]),
    ),
  ),
);

/** Chunks with something meaningless behind them in the same memory, so that whole chunks take the fast path. */
async function* split(bytes: Uint8Array, at: number): AsyncGenerator<Uint8Array> {
  for (const part of [bytes.subarray(0, at), bytes.subarray(at)]) {
    const roomy = new Uint8Array(part.length + 64).fill(0x2c);
    roomy.set(part);
    yield roomy.subarray(0, part.length);
  }
}

test('reads what csv-parse reads, wherever the chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ dialect, width, text }) => {
      const { delimiter, quote, comment } = dialect;
      const [, ...expected] = reference(text, dialect);
      const bytes = encode(text);
      for (let at = 0; at <= bytes.length; at++) {
        const { rows, deadLetters } = await readAll(split(bytes, at), types[width - 1], {
          delimiter,
          quote,
          comment,
        });
        expect(deadLetters).toEqual([]);
        expect(rows.map((row) => Object.values(row))).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);

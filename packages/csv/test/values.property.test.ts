import { defineRecord, field } from '@pipe/records';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode, readAll } from './read.ts';
import { referenceNumber, referenceTime } from './reference.ts';

/** Two cells to a line, so that each kind of value is read both before a delimiter and before a line end. */
const Numbers = defineRecord('Numbers', { first: field.float64(), last: field.float64() });
const Times = defineRecord('Times', { first: field.timestamp(), last: field.timestamp() });
const Bytes = defineRecord('Bytes', { first: field.int8(), last: field.uint8() });

interface Pair {
  readonly first: unknown;
  readonly last: unknown;
}

/** The rows of texts put into both columns, by line; undefined for a line that is refused. */
async function readPairs(texts: readonly string[], type: typeof Numbers | typeof Times | typeof Bytes) {
  const body = encode(`first,last\n${texts.map((text) => `${text},${text}\n`).join('')}`);
  const roomy = new Uint8Array(body.length + 64).fill(0x31);
  roomy.set(body);
  const { rows, deadLetters } = await readAll<typeof Numbers.fields>(
    roomy.subarray(0, body.length),
    type as typeof Numbers,
  );
  const refused = new Set(deadLetters.map(({ cause }) => (cause.line ?? 0) - 2));
  const left: Pair[] = [...rows];
  return texts.map((_, index) => (refused.has(index) ? undefined : left.shift()));
}

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${maxLength}}$`));

const numberTexts = fc.oneof(
  fc.double().map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
  fc.integer().map(String),
  fc
    .tuple(
      fc.constantFrom('', '-', '+', ' '),
      digits(20),
      fc.constantFrom('', '.', '.0'),
      digits(24),
      fc.constantFrom('', 'e5', 'E-7', 'e+30', 'e', ' '),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'nan',
    'NaN',
    '-inf',
    'Inf',
    'Infinity',
    '0x1F',
    '1_000',
    '--1',
    '1.2.3',
    '.',
    '-',
    '-0',
    '9007199254740993',
    '0.1e-400',
    '1e400',
  ),
);

describe('numbers', () => {
  test('are what Number makes of their text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          numberTexts.filter((text) => text.trim() !== ''),
          { maxLength: 60 },
        ),
        async (texts) => {
          const expected = texts
            .map(referenceNumber)
            .map((value) => (value === undefined ? undefined : { first: value, last: value }));
          expect((await readPairs(texts, Numbers)).map((row) => row && { ...row })).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('are refused beyond the range of an integer field', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.integer({ min: -300, max: 300 }).map(String),
            fc.constantFrom('1.5', '2.0', '1e2', 'x', '-0'),
          ),
          { maxLength: 60 },
        ),
        async (texts) => {
          const expected = texts.map((text) => {
            const value = Number(text);
            return Number.isInteger(value) && value >= 0 && value <= 127
              ? { first: value + 0, last: value + 0 }
              : undefined;
          });
          expect((await readPairs(texts, Bytes)).map((row) => row && { ...row })).toEqual(expected);
        },
      ),
    );
  });
});

const part = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));

const timeTexts = fc.oneof(
  fc
    .date({ noInvalidDate: true, min: new Date('0000-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString()),
  fc
    .tuple(
      fc.date({ noInvalidDate: true, min: new Date('1960-01-01'), max: new Date('2040-12-31') }),
      fc.constantFrom('T', ' ', 't', '_'),
      fc.constantFrom(
        '',
        ',25',
        '.',
        ...Array.from({ length: 12 }, (_, digits) => '.123456789123'.slice(0, 2 + digits)),
      ),
      fc.constantFrom('', 'Z', 'z', '+01:00', '-0530', '+14', ' +02:00', '+24:00', '+01:60', '+1', 'UTC'),
    )
    .map(
      ([date, separator, fraction, zone]) =>
        date.toISOString().slice(0, 19).replace('T', separator) + fraction + zone,
    ),
  fc
    .tuple(part(4), part(2), part(2), part(2), part(2), part(2))
    .map(([y, mo, d, h, mi, s]) => `${y}-${mo}-${d} ${h}:${mi}:${s}`),
  fc
    .tuple(part(4), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 27, max: 32 }))
    .map(([y, m, d]) => `${y}-${String(m).padStart(2, '0')}-${d}`),
  fc.constantFrom(
    '2026-01-01 12',
    '2026-01-01 12:30',
    '2026-1-1',
    '2026-01-01T',
    '2026-01-01T24:00:00',
    '2016-12-31T23:59:60Z',
  ),
  fc.integer({ min: -1e9, max: 2_000_000_000_000 }).map(String),
  fc.constantFrom(
    '1e12',
    '1767225600000.25',
    '9007199254740993',
    '8640000000000001',
    '12345678',
    '123456789',
    '20260131',
  ),
);

describe('times', () => {
  test('are what the calendar says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          timeTexts.filter((text) => !text.includes(',')),
          { maxLength: 60 },
        ),
        async (texts) => {
          const expected = texts
            .map(referenceTime)
            .map((value) => (value === undefined ? undefined : { first: value, last: value }));
          expect((await readPairs(texts, Times)).map((row) => row && { ...row })).toEqual(expected);
        },
      ),
      { numRuns: 400 },
    );
  });
});

import { defineRecord, field } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import { withRoom } from './messy-files.ts';
import { encode, readAll } from './read.ts';

const Times = defineRecord('Times', { time: field.timestamp(), other: field.timestamp().nullable() });

/** The times that texts stand for, as ISO 8601; undefined for one that is refused. */
async function times(texts: readonly string[], timestamp = {}, options = {}) {
  const body = withRoom(encode(`time;x\n${texts.map((text) => `${text};\n`).join('')}`));
  const { rows, deadLetters } = await readAll(body, Times, { delimiter: ';', timestamp, ...options });
  const refused = new Set(deadLetters.map(({ cause }) => cause.line));
  const left = rows.map((row) => row.time);
  return texts.map((_, index) => (refused.has(index + 2) ? undefined : left.shift()));
}

describe('patterns', () => {
  test.each([
    ['dd/MM/yyyy HH.mm.ss', '31/01/2026 23.59.58', '2026-01-31T23:59:58.000Z'],
    ['d/M/yyyy', '1/2/2026', '2026-02-01T00:00:00.000Z'],
    ['d/M/yyyy', '01/02/2026', '2026-02-01T00:00:00.000Z'],
    ['yyyyMMddHHmmss', '20260131235958', '2026-01-31T23:59:58.000Z'],
    ['dd-MMM-yy HH:mm', '31-JAN-26 07:05', '2026-01-31T07:05:00.000Z'],
    ['dd-MMM-yy HH:mm', '31-jan-69 07:05', '1969-01-31T07:05:00.000Z'],
    ['M/d/yyyy h:mm:ss a', '1/31/2026 12:00:01 AM', '2026-01-31T00:00:01.000Z'],
    ['M/d/yyyy h:mm:ss a', '1/31/2026 12:00:01 pm', '2026-01-31T12:00:01.000Z'],
    ['M/d/yyyy h:mm:ss a', '1/31/2026 11:00:01 PM', '2026-01-31T23:00:01.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2026-01-31T23:59:58.125+01:00', '2026-01-31T22:59:58.125Z'],
    ['yyyy-MM-dd HH:mm:ss,SSS', '2026-01-31 23:59:58,5', '2026-01-31T23:59:58.500Z'],
    ["d. MMM yyyy HH 'Uhr'", '3. Feb 2026 14 Uhr', '2026-02-03T14:00:00.000Z'],
    ["HH 'o''clock'", "14 o'clock", '1970-01-01T14:00:00.000Z'],
  ])('%s reads %s', async (format, text, expected) => {
    expect(await times([text], { format })).toEqual([Date.parse(expected)]);
  });

  test.each([
    [
      'dd/MM/yyyy',
      ['31/02/2026', '32/01/2026', '1/1/26', '01/13/2026', '01/01/2026 ', '01/01', 'x', '01-01-2026'],
    ],
    ['HH:mm', ['24:00', '12:60', '12:5x', ':30']],
    ['yyyyMMdd', ['2026131', '202601310']],
    ['dd MMM yyyy', ['01 Foo 2026', '01 Ja']],
    ['h a', ['0 am', '13 pm', '1 xm', '1 a']],
    ['HHX', ['12+25', '12x']],
    ['ss.SSS', ['12.', '12']],
  ])('%s refuses what is not so: %j', async (format, texts) => {
    expect(await times(texts, { format })).toEqual(texts.map(() => undefined));
  });
});

describe('plain numbers', () => {
  test.each([
    ['s', ['1767225600', '1767225600.125', '-1', '0'], [1_767_225_600_000, 1_767_225_600_125, -1_000, 0]],
    ['ms', ['1767225600125', '1767225600125.5'], [1_767_225_600_125, 1_767_225_600_125.5]],
    ['us', ['1767225600125000', '1767225600125250'], [1_767_225_600_125, 1_767_225_600_125.25]],
    ['ns', ['1767225600125000000', '1767225600000000000'], [1_767_225_600_125, 1_767_225_600_000]],
  ] as const)('may count %s', async (unit, texts, expected) => {
    expect(await times(texts, { unit })).toEqual(expected);
  });

  test('beyond what a date can be are refused', async () => {
    expect(await times(['8640000000001', '8640000000000'], { unit: 's' })).toEqual([undefined, 8.64e15]);
  });
});

test('fields may be written in different ways', async () => {
  const text = encode('time,other\n01.02.2026,1767225600\n');
  const timestamp = { time: { format: 'dd.MM.yyyy' }, other: { unit: 's' } } as const;
  const { rows } = await readAll(text, Times, { timestamp });
  expect(rows.map((row) => [row.time, row.other])).toEqual([[Date.UTC(2026, 1, 1), 1_767_225_600_000]]);
});

test('a text that stands for no value may itself be a time', async () => {
  const text = encode('time,other\n0,0\n2026-01-31,1900-01-01\n1,1\n');
  const { rows, deadLetters } = await readAll(text, Times, { missing: ['0', '1900-01-01'] });
  expect(rows.map((row) => row.other)).toEqual([null, 1]);
  expect(deadLetters.map(({ cause }) => cause.code)).toEqual(['missing-value']);
});

import { defineRecord, field } from '@pipe/records';
import fc from 'fast-check';
import { encode } from './read.ts';

/** A field of every kind, some nullable, some with a default, one of two columns, one of none. */
export const Messy = defineRecord('Messy', {
  id: field.dictionary({ limit: 20 }),
  time: field.timestamp(),
  value: field.float64().nullable(),
  note: field.utf8().nullable(),
  level: field.int16().default(-1),
  total: field.int64({ as: 'bigint' }).nullable(),
  isOn: field.bool(),
  key: field.binary(2).nullable(),
  unit: field.dictionary().nullable(),
  extra: field.float32().default(0.5),
});

export const messyOptions = {
  comment: '#',
  missing: ['NA', '-200'],
  columns: { time: ['date', 'clock'] },
  limits: { field: 90, row: 200 },
} as const;

const columns = ['isOn', 'date', 'id', 'value', 'ignored', 'clock', 'note', 'level', 'total', 'key', 'unit'];

const oneOf = (...texts: string[]) => fc.constantFrom(...texts);

/** What is usually in a column, and what is there now and then: some of it right, some of it wrong. */
const cells: {
  readonly [column: string]: { readonly usual: fc.Arbitrary<string>; readonly odd: fc.Arbitrary<string> };
} = {
  isOn: { usual: oneOf('true', 'false', 'F', '1'), odd: oneOf('"no"', 'maybe', '') },
  date: {
    usual: oneOf('2026-01-31', '2026-02-28'),
    odd: oneOf('2026-02-30', '"2024-02-29"', '', '2026-01-31 '),
  },
  id: {
    usual: oneOf('a', 'b', 'sensor-1', 'sensor-10', 'sensor-123456'),
    odd: oneOf('é°', 'x"y', '"p,q"', '"a ""b"""', 'g', '', '"b"', 'sensor-2', 'NA', '"p","q"'),
  },
  value: {
    usual: oneOf('1', '-2.5', '3.141592653589793', '8.25', 'NA', '-200', ''),
    odd: oneOf('1e3', '12345678901234567890', 'abc', '"9"', '"-200"', ' 7', '5"', '-'),
  },
  ignored: {
    usual: oneOf('', 'x', '"q"', 'a b c d e f'),
    odd: oneOf('"y\n z"', '"', '\t', '"r"s', '"', '"""'),
  },
  clock: {
    usual: oneOf('00:00:00', '23:59:59', '12:30'),
    odd: oneOf('12:30:15.5Z', '06:00:00+01:00', '', '24:00'),
  },
  note: {
    usual: oneOf('', 'plain', 'ok', 'NA'),
    odd: oneOf(
      '""',
      '"NA"',
      '"two\r\nlines"',
      '"two\nlines"',
      '"open',
      '"a"b',
      'x'.repeat(91),
      '漢字😀',
      `"${'y'.repeat(95)}"`,
    ),
  },
  level: { usual: oneOf('', '5', '-32768', '7'), odd: oneOf('40000', '1.0', 'x', '-0') },
  total: {
    usual: oneOf('', '-5', '12'),
    odd: oneOf('9223372036854775807', '1e3', '9223372036854775808', 'x'),
  },
  key: { usual: oneOf('', '00ff', 'ABcd'), odd: oneOf('zz', '"0102"', '123') },
  unit: { usual: oneOf('C', 'kPa', '', 'NA', '%'), odd: oneOf('"NA"', '""', 'C\t', 'C,', '"C') },
};

const usualCells = columns.map((column) => cells[column].usual);
const oddLine = fc
  .tuple(fc.tuple(...usualCells), fc.nat(columns.length - 1))
  .chain(([texts, column]) => cells[columns[column]].odd.map((text) => texts.with(column, text).join(',')));

const line = fc.oneof(
  { weight: 30, arbitrary: fc.tuple(...usualCells).map((texts) => texts.join(',')) },
  { weight: 3, arbitrary: oddLine },
  { weight: 1, arbitrary: oneOf('', '# comment, "with quote', 'a,b', 'x'.repeat(250), ',,,,,,,,,,,,', '"') },
);

const lineEnd = fc.oneof(
  { weight: 20, arbitrary: fc.constant('\n') },
  { weight: 3, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constant('\r') },
);

/** Files with a bit of everything, as bytes. */
export const messyFiles: fc.Arbitrary<Uint8Array> = fc
  .record({
    start: oneOf('', '\uFEFF', '\n', '# first\r\n'),
    lines: fc.array(fc.tuple(line, lineEnd), { maxLength: 60, size: 'max' }),
    end: oneOf('', 'true,2026-01-31', 'true,2026-01-31,a,1,,00:00:00,ok,1,2,00ff,C', '"cut', '\r'),
    invalid: fc.option(fc.tuple(fc.nat(), fc.integer({ min: 0x80, max: 0xff })), { freq: 2 }),
  })
  .map(({ start, lines, end, invalid }) => {
    const header = `${columns.join(',')}\n`;
    const bytes = encode(start + header + lines.map((parts) => parts.join('')).join('') + end);
    const body = encode(start + header).length;
    if (invalid !== null && bytes.length > body)
      bytes[body + (invalid[0] % (bytes.length - body))] = invalid[1];
    return bytes;
  });

/** The bytes with something meaningless behind them in the same memory, so that all of them take the fast path. */
export function withRoom(bytes: Uint8Array): Uint8Array {
  const roomy = new Uint8Array(bytes.length + 64).fill(0x2c);
  roomy.set(bytes);
  return roomy.subarray(0, bytes.length);
}

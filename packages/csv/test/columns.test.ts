import { CsvError, csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import { encode, readText } from './read.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
});

const values = async (...parameters: Parameters<typeof readText<typeof Reading.fields>>) =>
  (await readText(...parameters)).rows.map((row) => ({ ...row }));

describe('columns', () => {
  test('are found by header, in any order, others ignored', async () => {
    const text = 'value,sensorId,timestamp,extra\n1.5,a,2026-01-31T00:00:00Z,x\n-2e3,b,1767225600000,y\n';
    expect(await values(text, Reading)).toEqual([
      { sensorId: 'a', timestamp: Date.UTC(2026, 0, 31), value: 1.5 },
      { sensorId: 'b', timestamp: 1_767_225_600_000, value: -2_000 },
    ]);
  });

  test('are found by other names, and by number', async () => {
    const columns = { sensorId: 'Station', timestamp: 2, value: 'T' };
    expect(await values('Station,T,Zeit\nnorth,3,1000\n', Reading, { columns })).toEqual([
      { sensorId: 'north', timestamp: 1_000, value: 3 },
    ]);
  });

  test('without a header come in the order of the fields, or by number', async () => {
    expect(await values('a,1000,3\nb,2000,4', Reading, { header: false })).toEqual([
      { sensorId: 'a', timestamp: 1_000, value: 3 },
      { sensorId: 'b', timestamp: 2_000, value: 4 },
    ]);
    const columns = { sensorId: 2, timestamp: 0, value: 1 };
    expect(await values('1000,3,a', Reading, { header: false, columns })).toEqual([
      { sensorId: 'a', timestamp: 1_000, value: 3 },
    ]);
  });

  test('may be joined, next to each other or not, in any order', async () => {
    const text = 'Time,value,sensorId,Date\n18.30.00,1,a,10/03/2004\n';
    for (const format of ['dd/MM/yyyy HH.mm.ss', 'd/M/yyyy;HH.mm.ss']) {
      const options = { columns: { timestamp: ['Date', 'Time'] }, timestamp: { format } };
      expect(await values(text, Reading, options)).toEqual([
        { sensorId: 'a', timestamp: Date.UTC(2004, 2, 10, 18, 30), value: 1 },
      ]);
    }
  });

  test('may be read into several fields', async () => {
    const Twice = defineRecord('Twice', {
      text: field.utf8(),
      number: field.float64(),
      time: field.timestamp(),
    });
    const columns = { text: 'x', number: 'x', time: 'x' };
    const { rows } = await readText('x\n1000\n2000\n', Twice, { columns });
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { text: '1000', number: 1_000, time: 1_000 },
      { text: '2000', number: 2_000, time: 2_000 },
    ]);
  });

  test('that are not there leave null or the default, when the field allows', async () => {
    const Wide = Reading.extend('Wide', {
      unit: field.dictionary().default('C'),
      rank: field.int32().default(7),
      note: field.utf8().default('none'),
      average: field.float64().nullable(),
      key: field.binary(1).nullable(),
    });
    const { rows } = await readText('sensorId,timestamp,value\na,0,1\nb,0,2\n', Wide);
    expect(rows.map(({ unit, rank, note, average, key }) => [unit, rank, note, average, key])).toEqual([
      ['C', 7, 'none', null, null],
      ['C', 7, 'none', null, null],
    ]);
  });
});

describe('columns that cannot be', () => {
  const message = (text: string, options = {}) =>
    readText(text, Reading, options).then(
      () => 'no error',
      (error: CsvError) => `${error.code}: ${error.message}`,
    );

  test('missing: one error lists all, what there is, and what may have been meant', async () => {
    expect(await message('sensorID,Time,val\n')).toMatchInlineSnapshot(
      `"missing-columns: Reading needs a column 'sensorId' (did you mean 'sensorID'?); a column 'timestamp'; a column 'value'. The input has the columns 'sensorID', 'Time', 'val'"`,
    );
    expect(
      await message('sensorId,timestamp,T\n', { columns: { value: 'Temperature' } }),
    ).toMatchInlineSnapshot(
      `"missing-columns: Reading needs a column 'Temperature' (for value). The input has the columns 'sensorId', 'timestamp', 'T'"`,
    );
  });

  test('a header in one piece: the delimiter is guessed', async () => {
    expect(await message('sensorId;timestamp;value\n')).toMatchInlineSnapshot(
      `"missing-columns: Reading needs a column 'sensorId'; a column 'timestamp'; a column 'value'. The input has the columns 'sensorId;timestamp;value'; is the delimiter ";"?"`,
    );
  });

  test('twice there', async () => {
    expect(await message('sensorId,timestamp,value,value\n')).toMatchInlineSnapshot(
      `"missing-columns: Reading needs one column 'value', not several (give its number). The input has the columns 'sensorId', 'timestamp', 'value', 'value'"`,
    );
  });

  test('too few, without a header', async () => {
    expect(await message('a,1\n', { header: false })).toMatchInlineSnapshot(
      `"missing-columns: Reading needs column number 2 (for value). The input has 2 columns"`,
    );
  });

  test('too many, where that is refused', async () => {
    expect(await message('sensorId,timestamp,value,x,y\n', { extraColumns: 'refuse' })).toMatchInlineSnapshot(
      `"extra-columns: Reading has no field for 'x', 'y'. The input has the columns 'sensorId', 'timestamp', 'value', 'x', 'y'; add fields, or set extraColumns: 'ignore'"`,
    );
    expect(await message('sensorId,timestamp,value\n', { extraColumns: 'refuse' })).toBe('no error');
  });

  test('named where there are no names, or for no field', () => {
    const input = encode('');
    expect(() => csvSource(input, Reading, { columns: { valeu: 'v' } })).toThrow(
      /columns: there is no valeu; did you mean value/,
    );
    expect(() => csvSource(input, Reading, { header: false, columns: { value: 'v' } })).toThrow(
      /header is false/,
    );
    expect(() => csvSource(input, Reading, { columns: { value: -1 } })).toThrow(CsvError);
    expect(() => csvSource(input, Reading, { columns: { value: [] } })).toThrow(CsvError);
  });

  test('of a header that cannot be read', async () => {
    expect(await message('sensorId,"timestamp"x,value\n')).toMatch(
      /^missing-columns: The header cannot be read. Line 1/,
    );
    expect(await message('sensorId,"timestamp\na,b\n')).toMatch(
      /^missing-columns: The header cannot be read/,
    );
  });
});

test('an input of nothing has no records', async () => {
  expect(await values('', Reading)).toEqual([]);
  expect(await values('\uFEFF', Reading)).toEqual([]);
  expect(await values('\n\r\n\n', Reading)).toEqual([]);
});

describe('options that cannot be', () => {
  test.each([
    [{ delimiter: '' }, /delimiter: expected one ASCII character/],
    [{ delimiter: ';;' }, /delimiter/],
    [{ delimiter: '"' }, /different characters/],
    [{ comment: ',' }, /different characters/],
    [{ quote: '\n' }, /quote: expected one ASCII character/],
    [{ delimiter: '7' }, /part of no number/],
    [{ decimal: ';' as '.' }, /decimal: expected \. or ,/],
    [{ encoding: 'ebcdic' as 'utf-8' }, /encoding: expected utf-8 or latin1/],
    [{ batchSize: 0 }, /batchSize/],
    [{ limits: { field: 0 } }, /limits.field/],
    [{ range: { start: 5, end: 1 } }, /range/],
    [{ onError: 'ignore' as 'skip' }, /onError: expected dead-letter or fail or skip/],
    [{ timestamp: { format: 'DD.MM.YYYY' } }, /there is no DD; did you mean dd\?/],
    [{ timestamp: { format: 'hh:mm' } }, /h \(1 to 12\) and a/],
    [{ timestamp: { format: "yyyy 'open" } }, /apostrophe/],
    [{ timestamp: { format: 'yyyy', unit: 's' } }, /exclude each other/],
    [{ timestamp: { unit: 'min' as 's' } }, /timestamp.unit/],
    [{ timestamp: { formt: 'yyyy' } as object }, /timestamp: there is no formt; did you mean format\?/],
    [
      { timestamp: { timestmap: { unit: 's' } } },
      /timestamp: there is no timestmap; did you mean timestamp\?/,
    ],
    [{ timestamp: { value: { unit: 's' } } }, /timestamp: there is no value; expected timestamp/],
    [{ timestamp: { timestamp: { units: 's' } as object } }, /timestamp.timestamp: .* did you mean unit\?/],
    [{ delimeter: ';' } as object, /options: there is no delimeter; did you mean delimiter\?/],
    [{ skipLines: 3 } as object, /options: there is no skipLines; expected name, delimiter, decimal/],
    [{ limits: { fields: 3 } as object }, /limits: there is no fields; did you mean field\?/],
    [{ limits: { row: 1.5 } }, /limits.row: expected an integer from 1/],
    [{ range: { from: 1, end: 2 } as unknown as { start: number; end: number } }, /range: there is no from/],
    [{ range: { start: -1, end: 1 } }, /range: expected a start from 0/],
    [{ range: 5 as unknown as { start: number; end: number } }, /range: expected a start from 0/],
    [{ missing: 'NA' as unknown as string[] }, /missing: expected a list of texts, got "NA"/],
    [{ missing: [-200] as unknown as string[] }, /missing: expected a list of texts/],
    [{ extraColumns: 'drop' as 'ignore' }, /extraColumns: expected ignore or refuse/],
    [{ comment: '//' }, /comment: expected one ASCII character/],
    [{ lingerMs: -1 }, /lingerMs: expected milliseconds from 0/],
    [{ follow: { interval: 5 } as object }, /follow: there is no interval; did you mean intervalMs\?/],
    [{ follow: { intervalMs: Number.NaN } }, /follow.intervalMs: expected milliseconds/],
    [{ follow: true }, /follow: expected the input to be a path/],
  ] as const)('%j', (options, message) => {
    expect(() => csvSource(encode(''), Reading, options)).toThrow(message);
  });

  test('a range of a log that is followed', () => {
    const options = { follow: true, range: { start: 0, end: 9 } };
    expect(() => csvSource('log.csv', Reading, options)).toThrow(/follow and range exclude each other/);
  });

  test('no record type', () => {
    for (const type of [undefined, { value: 'float64' }])
      expect(() => csvSource(encode(''), type as unknown as typeof Reading)).toThrow(
        /recordType: expected what defineRecord gave/,
      );
  });
});

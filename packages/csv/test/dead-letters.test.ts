import { CsvError, csvSource } from '@pipe/csv';
import { defineRecord, field } from '@pipe/records';
import { describe, expect, test } from 'vitest';
import { withRoom } from './messy-files.ts';
import { chunksOf, encode, readAll, readText } from './read.ts';

const Reading = defineRecord('Reading', {
  sensorId: field.dictionary({ limit: 3 }),
  timestamp: field.timestamp(),
  value: field.float64(),
  level: field.uint8().nullable(),
});
const header = 'sensorId,timestamp,value,level\n';

/** What becomes of a text: the sensors of its rows, and what is said of the rest. */
async function outcome(text: string, options = {}) {
  const { rows, deadLetters } = await readAll(withRoom(encode(header + text)), Reading, options);
  return {
    rows: rows.map(({ sensorId, value }) => `${sensorId}${value}`),
    errors: deadLetters.map(({ raw, cause }) => `${cause.code} ${cause.offset} | ${cause.message} | ${raw}`),
  };
}

describe('a record that cannot be read', () => {
  test('is set aside with line, byte, column, cause and text, and the rest is read', async () => {
    const text = 'a,0,1,1\na,0,hot,1\r\n\n#\na,0,2,256\na,noon,3,\na,0,4\na,0,,1\nb,0,5,1\n';
    expect(await outcome(text)).toMatchInlineSnapshot(`
      {
        "errors": [
          "invalid-value 39 | Line 3, column 'value': expected a number, got 'hot' | a,0,hot,1",
          "cell-count 51 | Line 5: expected 4 cells, got 1 | #",
          "out-of-range 53 | Line 6, column 'level': expected an integer from 0 to 255, got '256' | a,0,2,256",
          "invalid-value 63 | Line 7, column 'timestamp': expected a time in ISO 8601 or epoch ms, got 'noon' | a,noon,3,",
          "cell-count 73 | Line 8: expected 4 cells, got 3 | a,0,4",
          "missing-value 79 | Line 9, column 'value': a value is required, and there is none | a,0,,1",
        ],
        "rows": [
          "a1",
          "b5",
        ],
      }
    `);
  });

  test('says which field it was for, and where reading would begin with it again', async () => {
    const { deadLetters } = await readText(`${header}a,0,1,1\na,0,x,1\n`, Reading, {});
    const [{ cause, position }] = deadLetters;
    expect(cause instanceof CsvError).toBe(true);
    expect(cause).toMatchObject({
      code: 'invalid-value',
      line: 3,
      offset: 39,
      column: 'value',
      field: 'value',
    });
    expect(position).toEqual({ offset: 39, line: 3, header: ['sensorId', 'timestamp', 'value', 'level'] });
    const again = await readAll(encode(`${header}a,0,1,1\na,0,x,1\n`), Reading, {}, { position });
    expect(again.deadLetters).toEqual(deadLetters);
  });

  test('counts the lines within quotes', async () => {
    const Note = defineRecord('Note', { note: field.utf8(), value: field.float64() });
    const { deadLetters } = await readText('note,value\n"1\n2\r\n3\r4",1\nx,y\n', Note);
    expect(deadLetters.map(({ cause }) => cause.line)).toEqual([6]);
  });

  test('has a text of at most 1,024 bytes, and a cell of 60', async () => {
    const { deadLetters } = await readText(`${header}a,0,${'x'.repeat(3_000)},1\n`, Reading);
    expect(deadLetters[0].raw).toHaveLength(1_024);
    expect(deadLetters[0].cause.message).toBe(
      `Line 2, column 'value': expected a number, got '${'x'.repeat(60)}…'`,
    );
  });

  test('is one for a text too many for its dictionary', async () => {
    const { rows, errors } = await outcome('a,0,1,\nb,0,2,\nc,0,3,\nd,0,4,\na,0,5,\n');
    expect(rows).toEqual(['a1', 'b2', 'c3', 'a5']);
    expect(errors).toMatchInlineSnapshot(`
      [
        "dictionary-full 52 | Line 5, column 'sensorId': expected one of the 3 texts the dictionary of this field is full with (raise its limit, or make it utf8), got 'd' | d,0,4,",
      ]
    `);
  });
});

describe('quotes', () => {
  test('that are never closed cost one line, not the rest of the file', async () => {
    expect(await outcome('a,0,1,1\n"b,0,2,1\nc,0,3,1\na,0,4,1\n')).toMatchInlineSnapshot(`
      {
        "errors": [
          "unterminated-quote 39 | Line 3: a quote is opened and never closed, or its cell is longer than limits.field | "b,0,2,1",
        ],
        "rows": [
          "a1",
          "c3",
          "a4",
        ],
      }
    `);
  });

  test('that are never closed cost one line also beyond the limits', async () => {
    const rest = 'c,0,3,1\n'.repeat(50);
    for (const limits of [{ field: 100 }, { row: 100 }]) {
      const { rows, errors } = await outcome(`a,0,1,1\n"b,0,2,1\n${rest}`, { limits });
      expect(rows).toHaveLength(51);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(/^unterminated-quote 39 \| Line 3: .* \| "b,0,2,1$/);
    }
  });

  test('that are followed by something else cost their line', async () => {
    expect(await outcome('"a" ,0,1,1\n"b\n"c,0,2,1\nc,0,3,1\n')).toMatchInlineSnapshot(`
      {
        "errors": [
          "misplaced-quote 31 | Line 2: behind a closing quote there is neither a delimiter nor the end of the line | "a" ,0,1,1",
          "misplaced-quote 42 | Line 3: behind a closing quote there is neither a delimiter nor the end of the line | "b
      "c,0,2,1",
        ],
        "rows": [
          "c3",
        ],
      }
    `);
  });

  test('within plain text are text', async () => {
    expect((await outcome('a"b",0,1,1\n5",0,2,1\n')).rows).toEqual(['a"b"1', '5"2']);
  });

  test('mean nothing when there are none', async () => {
    expect((await outcome('"a,0,1,1\n"b",0,2,1\n', { quote: '' })).rows).toEqual(['"a1', '"b"2']);
  });
});

describe('limits', () => {
  test('set a long cell and a long record aside, without keeping them', async () => {
    const text = `${'x'.repeat(200)},0,1,1\na,0,1,1\n${'a,'.repeat(200)}\nb,0,2,1\n"${'y'.repeat(40)}",0,3,1\nc,0,4,1\n`;
    const { rows, errors } = await outcome(text, { limits: { field: 30, row: 100 } });
    expect(rows).toEqual(['a1', 'b2', 'c4']);
    expect(errors.map((error) => error.split(' |')[0])).toEqual([
      'too-long 31',
      'too-long 246',
      'too-long 655',
    ]);
  });

  test('are kept in text without any line end', async () => {
    async function* endless() {
      yield encode(header);
      for (let chunk = 0; chunk < 1_000; chunk++) yield new Uint8Array(10_000).fill(0x78);
      yield encode('\na,0,1,1\n');
    }
    const { rows, deadLetters } = await readAll(endless(), Reading);
    expect(rows).toHaveLength(1);
    expect(deadLetters.map(({ cause }) => cause.code)).toEqual(['too-long']);
  });
});

describe('UTF-8', () => {
  const Texts = defineRecord('Texts', { name: field.dictionary(), note: field.utf8() });

  test.each([
    ['a lone continuation', [0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['an overlong sequence', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['what lies beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a byte that never occurs', [0xff]],
  ])('is checked: %s', async (_name, bytes) => {
    for (const [before, after] of [
      ['x', ',x\n'],
      ['x,x', '\n'],
      ['"x', '",x\n'],
      ['x,"x', '"\n'],
    ]) {
      const parts = ['name,note\n', before, bytes, `${after}é,漢\n`].map((part) =>
        typeof part === 'string' ? [...encode(part)] : part,
      );
      const { rows, deadLetters } = await readAll(withRoom(Uint8Array.from(parts.flat())), Texts);
      expect(rows.map((row) => ({ ...row }))).toEqual([{ name: 'é', note: '漢' }]);
      expect(deadLetters.map(({ cause }) => cause.code)).toEqual(['invalid-text']);
      expect(deadLetters[0].cause.message).toContain(
        'expected UTF-8, unless the encoding option says otherwise',
      );
    }
  });
});

describe('the policy', () => {
  const text = `${header}a,0,1,1\na,0,x,1\nb,0,2,1\n`;

  test('fail ends the stream at the first one', async () => {
    await expect(readText(text, Reading, { onError: 'fail' })).rejects.toThrow(/^Line 3, column 'value'/);
  });

  test('skip passes over them', async () => {
    const { rows, deadLetters } = await readText(text, Reading, { onError: 'skip' });
    expect([rows.length, deadLetters.length]).toEqual([2, 0]);
  });

  test('dead-letter does not lose one that nobody takes', async () => {
    const read = async () => {
      for await (const _ of csvSource(encode(text), Reading).stream());
    };
    await expect(read()).rejects.toThrow(/^Line 3/);
  });

  test('dead-letter waits for the one who takes them, and holds no more than some at a time', async () => {
    const bad = encode(header + 'x\n'.repeat(10_000));
    let waiting = 0;
    let taken = 0;
    const deadLetter = async () => {
      waiting += 1;
      expect(waiting).toBe(1);
      await Promise.resolve();
      waiting -= 1;
      taken += 1;
    };
    for await (const _ of csvSource(chunksOf(bad, 5_000), Reading).stream({ deadLetter }));
    expect(taken).toBe(10_000);
  });
});

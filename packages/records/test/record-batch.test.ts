import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Dictionary, defineRecord, field } from '../src/index.ts';
import { concat, equals, slice, sort, take } from '../src/operations.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

const values = (batch: { toRows(): { value: number }[] }) => batch.toRows().map((row) => row.value);
const filled = (count: number, capacity = count) => {
  const batch = SensorRecord.batch(capacity);
  for (let value = 0; value < count; value++) batch.append({ ...reading, value });
  return batch;
};

describe('memory', () => {
  test('is one buffer, whose columns begin at multiples of 64 bytes', () => {
    const batch = SensorRecord.batch(100);
    const columns = SensorRecord.fieldNames.map((name) => batch.writable(name).values);
    expect(new Set(columns.map(({ buffer }) => buffer)).size).toBe(1);
    expect(columns.map(({ byteOffset }) => byteOffset % 64)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(batch.byteLength).toBe(columns[0].buffer.byteLength);
  });

  test.each([
    ['36.25', SensorRecord.fields, 37],
    [
      '34.25',
      {
        ...SensorRecord.fields,
        sensorId: field.dictionary({ limit: 256 }),
        unit: field.dictionary({ limit: 256 }),
      },
      36,
    ],
    [
      '28.25',
      {
        ...SensorRecord.fields,
        normalized: field.float32().nullable(),
        rollingAvg: field.float32().nullable(),
      },
      29,
    ],
  ])('is %s bytes a sensor record', (_, fields, most) => {
    const rows = 100_000;
    const batch = defineRecord('Sensor', fields).batch(rows);
    for (let row = 0; row < rows; row++) batch.append({ ...reading, normalized: row % 2 === 0 ? row : null });
    expect(batch.byteLength / rows).toBeLessThanOrEqual(most);
  });

  test('is laid out as Arrow has it: little-endian, validity from the least significant bit, n + 1 offsets', () => {
    const Text = defineRecord('Text', { text: field.utf8().nullable(), number: field.uint16().nullable() });
    const batch = Text.batch().appendRows([
      { text: 'ab', number: 0x0102 },
      { text: null, number: null },
      { text: 'ß', number: 3 },
    ]);
    const { offsets, bytes, validity } = batch.column('text');
    expect([Array.from(offsets), new TextDecoder().decode(bytes)]).toEqual([[0, 2, 2, 4], 'abß']);
    expect((validity?.[0] ?? 0) & 7).toBe(0b101);
    const number = batch.column('number').values;
    expect(Array.from(new Uint8Array(number.buffer, number.byteOffset, 2))).toEqual([2, 1]);
    expect(Text.batch().append({ text: 'a', number: 1 }).column('number').validity).toBeUndefined();
  });

  test('is shared between threads when asked for, and stays so when it grows', () => {
    const batch = SensorRecord.batch(2, { shared: true });
    for (let value = 0; value < 70; value++) batch.append({ ...reading, value });
    expect(batch.column('value').buffer).toBeInstanceOf(SharedArrayBuffer);
    const Text = defineRecord('Text', { text: field.utf8() });
    const texts = Text.batch(1, { shared: true }).append({ text: 'ß'.repeat(100) });
    expect(texts.at(0).text).toBe('ß'.repeat(100));
    expect(texts.column('text').bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('grows by doubling, whatever the capacity', () => {
    const batch = SensorRecord.batch(0);
    for (let value = 0; value < 300; value++) batch.append({ ...reading, value });
    expect([batch.length, batch.capacity, values(batch)[299]]).toEqual([300, 512, 299]);
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 31])('is not to be had for %s rows', (capacity) => {
    expect(errorOf(() => SensorRecord.batch(capacity)).message).toMatch(
      /SensorRecord.batch: capacity: expected a whole number/,
    );
  });
});

describe('append', () => {
  test('takes keys in any order, more or fewer of them from row to row', () => {
    const batch = SensorRecord.batch();
    batch.append(reading).append({ unit: 'F', value: 2, timestamp: new Date(3), sensorId: 'b' });
    batch.append({ ...reading, normalized: 1 }).append({ rollingAvg: 2, ...reading, normalized: undefined });
    expect(
      batch
        .toRows()
        .map(({ sensorId, unit, normalized, rollingAvg }) => [sensorId, unit, normalized, rollingAvg]),
    ).toEqual([
      ['boiler-1', 'C', null, null],
      ['b', 'F', null, null],
      ['boiler-1', 'C', 1, null],
      ['boiler-1', 'C', null, 2],
    ]);
  });

  test('an empty row, the first of its type, is null in every field or refused', () => {
    const Nullable = defineRecord('Nullable', {
      value: field.float64().nullable(),
      text: field.utf8().nullable(),
    });
    expect(Nullable.batch().append({}).toRows()).toEqual([{ value: null, text: null }]);
    const Required = defineRecord('Required', { value: field.float64() });
    expect(() => Required.batch().append({} as never)).toThrow(/value: expected a number/);
  });

  test('takes rows and row views of a batch', () => {
    const source = filled(3);
    const batch = SensorRecord.batch().appendRows(source.toRows());
    for (const view of source) batch.append(view);
    expect(values(batch)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test('names field, value and row of what it refuses, and leaves the batch as it was', () => {
    const batch = filled(2, 8);
    const error = errorOf(() => batch.append({ ...reading, normalized: 1, value: 'hot', vlaue: 1 } as never));
    expect(error.message).toMatch(
      /^SensorRecord, row 2: vlaue is not declared; did you mean value\?\n {2}value: expected a number \(float64\), got "hot"$/,
    );
    expect(error.issues).toHaveLength(2);
    expect(errorOf(() => batch.append(undefined as never)).issues).toMatchObject([{ code: 'wrong-type' }]);
    expect(errorOf(() => batch.append({ ...reading, value: null } as never)).code).toBe('not-nullable');
    expect(batch.length).toBe(2);
    expect(batch.append({ ...reading, normalized: null }).at(2)).toEqual({
      ...reading,
      normalized: null,
      rollingAvg: null,
    });
  });

  test('a null of a refused row is none of the next', () => {
    const batch = filled(1, 8).append({ ...reading, normalized: null });
    expect(() => batch.append({ normalized: null, ...reading, value: 'hot' } as never)).toThrow();
    batch.writable('value').values[2] = 5;
    batch.writable('normalized').values[2] = 6;
    expect(batch.setLength(3).at(2)).toMatchObject({ value: 5, normalized: 6 });
  });

  test('memory is bounded: a text beyond the dictionary’s limit is refused, and the rest goes on', () => {
    const Few = defineRecord('Few', { unit: field.dictionary({ limit: 2 }), value: field.float64() });
    const batch = Few.batch().append({ unit: 'a', value: 1 }).append({ unit: 'b', value: 2 });
    const error = errorOf(() => batch.append({ unit: 'c', value: 3 }));
    expect(error.issues).toMatchObject([{ code: 'dictionary-full', field: 'unit', received: 'also "c"' }]);
    expect(batch.append({ unit: 'a', value: 4 }).length).toBe(3);
    expect(batch.dictionary('unit').texts).toEqual(['a', 'b']);
  });
});

describe('dictionaries', () => {
  test('of a stream are made once and shared by its batches', () => {
    const dictionaries = SensorRecord.dictionaries();
    const first = SensorRecord.batch(8, { dictionaries }).append(reading);
    const second = SensorRecord.batch(8, { dictionaries })
      .append({ ...reading, sensorId: 'b' })
      .append(reading);
    expect(first.dictionary('sensorId')).toBe(second.dictionary('sensorId'));
    expect(Array.from(second.column('sensorId'))).toEqual([1, 0]);
  });

  test('give codes in order of arrival, in the width of the limit', () => {
    const dictionary = new Dictionary(3);
    expect(['a', 'b', 'a', 'c', 'b'].map((text) => dictionary.encode(text))).toEqual([0, 1, 0, 2, 1]);
    expect([
      dictionary.find('c'),
      dictionary.find('d'),
      dictionary.tryEncode('d'),
      dictionary.decode(1),
      dictionary.size,
    ]).toEqual([2, -1, -1, 'b', 3]);
    expect(errorOf(() => dictionary.encode('d')).code).toBe('dictionary-full');
    expect(errorOf(() => dictionary.decode(3)).message).toBe('Expected a code below 3, got 3');
    const widths = [256, 257, 65_536, 65_537].map((limit) => {
      const Type = defineRecord('Type', { text: field.dictionary({ limit }) });
      return Type.batch().column('text').BYTES_PER_ELEMENT;
    });
    expect(widths).toEqual([1, 2, 2, 4]);
  });

  test('with a larger limit than the field’s are refused', () => {
    const error = errorOf(() =>
      SensorRecord.batch(1, {
        dictionaries: { ...SensorRecord.dictionaries(), unit: new Dictionary(100_000) },
      }),
    );
    expect(error.message).toMatch(/^unit: limit of the dictionary/);
  });
});

describe('appendColumns', () => {
  const Type = defineRecord('Type', {
    value: field.float64(),
    key: field.dictionary().nullable(),
    time: field.timestamp(),
    on: field.bool(),
    text: field.utf8().nullable(),
    id: field.binary(2),
    wide: field.int64(),
  });
  const columns = {
    value: Float64Array.of(1, 2, 3),
    key: ['a', null, 'b'],
    time: [new Date(1), 2, 3],
    on: Uint8Array.of(1, 0, 1),
    text: {
      offsets: Int32Array.of(0, 1, 1, 3),
      bytes: Uint8Array.of(97, 98, 99),
      validity: Uint8Array.of(0b101),
    },
    id: Uint8Array.of(1, 2, 3, 4, 5, 6),
    wide: BigInt64Array.of(1n, 2n, 3n),
  };

  test('takes typed arrays, arrays of values, and storage with validity', () => {
    const batch = Type.batch(2)
      .appendColumns(columns)
      .appendColumns({ ...columns, value: new Int8Array(3) as never });
    expect(batch.length).toBe(6);
    expect({ ...batch.at(2) }).toEqual({
      value: 3,
      key: 'b',
      time: 3,
      on: true,
      text: 'bc',
      id: Uint8Array.of(5, 6),
      wide: 3,
    });
    expect({ ...batch.at(4) }).toEqual({
      value: 0,
      key: null,
      time: 2,
      on: false,
      text: null,
      id: Uint8Array.of(3, 4),
      wide: 2,
    });
  });

  test('takes codes: the batch’s own, those of another dictionary, and those of another width', () => {
    const other = new Dictionary();
    for (const text of ['x', 'b', 'a']) other.encode(text);
    const Coded = defineRecord('Coded', { key: field.dictionary({ limit: 256 }).nullable() });
    const batch = Coded.batch().append({ key: 'a' });
    batch.appendColumns({ key: { values: Uint8Array.of(0, 0), validity: undefined } });
    batch.appendColumns({ key: { codes: Uint8Array.of(2, 1), dictionary: other } });
    batch.appendColumns({
      key: { codes: Uint16Array.of(2, 9), dictionary: other, validity: Uint8Array.of(1) },
    });
    expect(batch.toRows().map(({ key }) => key)).toEqual(['a', 'a', 'a', 'a', 'b', 'a', null]);
  });

  test.each([
    [
      'columns of different lengths',
      { value: [1] },
      /3 rows, as in the first column|1 rows, as in the first/,
    ],
    ['an undeclared column', { vlaue: [1, 2, 3] }, /vlaue is not declared; did you mean value\?/],
    ['what is no column', { value: 7 }, /value: expected an array/],
    ['a value of another type', { value: [1, 'hot', 3] }, /row 1: value: expected a number/],
    ['a time that is none', { time: Float64Array.of(1, Number.NaN, 3) }, /time, row 1: expected epoch/],
    ['a truth value of 2', { on: Uint8Array.of(1, 2, 1) }, /on, row 1: expected true or false/],
    ['an integer that is not exact', { wide: BigInt64Array.of(1n, 2n ** 60n, 1n) }, /wide, row 1/],
    [
      'a code without a text',
      { key: { values: Uint16Array.of(0, 7, 0), validity: undefined } },
      /key, row 0: expected a code below 0|key, row 1/,
    ],
    [
      'offsets beyond the bytes',
      { text: { offsets: Int32Array.of(0, 1, 2, 9), bytes: new Uint8Array(3) } },
      /text, row 2/,
    ],
    [
      'offsets that go back',
      { text: { offsets: Int32Array.of(0, 2, 1, 3), bytes: new Uint8Array(3) } },
      /text, row 1/,
    ],
    [
      'bytes that are no UTF-8',
      { text: { offsets: Int32Array.of(0, 1, 2, 3), bytes: Uint8Array.of(97, 255, 97) } },
      /text, row 1/,
    ],
    [
      'a short validity bitmap',
      { text: { ...columns.text, validity: new Uint8Array(0) } },
      /text: validity: expected 1 bytes/,
    ],
    [
      'nulls in a field that has none',
      { value: { values: Float64Array.of(1, 2, 3), validity: Uint8Array.of(1) } },
      /value: validity: expected none/,
    ],
  ])('refuses %s, and leaves the batch as it was', (_, wrong, message) => {
    const batch = Type.batch().appendColumns(columns);
    const before = batch.toRows();
    expect(errorOf(() => batch.appendColumns({ ...columns, ...wrong } as never)).message).toMatch(message);
    expect(batch.toRows()).toEqual(before);
    expect(batch.appendColumns(columns).toRows()).toEqual([...before, ...before]);
  });

  test('refuses a missing column, and fills optional ones', () => {
    expect(errorOf(() => SensorRecord.batch().appendColumns({ value: [1] } as never)).code).toBe('missing');
    const { sensorId, ...others } = reading;
    const one = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, [value]]));
    const batch = SensorRecord.batch().appendColumns({ ...one, sensorId: [sensorId] } as never);
    expect(batch.at(0)).toEqual({ ...reading, normalized: null, rollingAvg: null });
  });
});

describe('writable', () => {
  test('is the storage itself, at full capacity, whose rows count with setLength', () => {
    const batch = SensorRecord.batch(16);
    const value = batch.writable('value');
    expect([value.kind, value.values.length]).toEqual(['float64', 16]);
    value.values.set([1, 2, 3]);
    const unit = batch.writable('unit');
    unit.values.fill(unit.dictionary?.encode('C') ?? 0);
    const sensorId = batch.writable('sensorId');
    sensorId.values.fill(sensorId.dictionary?.encode('a') ?? 0);
    const normalized = batch.writable('normalized');
    normalized.setAllNull();
    normalized.setValid(1);
    expect(
      batch
        .setLength(3)
        .toRows()
        .map(({ value, unit, normalized }) => [value, unit, normalized]),
    ).toEqual([
      [1, 'C', null],
      [2, 'C', 0],
      [3, 'C', null],
    ]);
    expect(normalized.isNull(0)).toBe(true);
    normalized.setAllValid();
    expect(batch.isNull('normalized', 0)).toBe(false);
    expect(errorOf(() => batch.setLength(17)).message).toMatch(
      /setLength: rows up to the capacity: expected a whole number from 0 to 16/,
    );
  });

  test('of text takes rows in ascending order; one left out is empty', () => {
    const Text = defineRecord('Text', { text: field.utf8(), id: field.binary(2).nullable() });
    const batch = Text.batch(8);
    const text = batch.writable('text');
    text.setText(1, 'eins');
    text.setBytes(3, new TextEncoder().encode('zwei, drei'), 6, 10);
    batch.writable('id').setBytes(1, Uint8Array.of(9, 8, 7), 0, 2);
    expect(
      batch
        .setLength(5)
        .toRows()
        .map((row) => row.text),
    ).toEqual(['', 'eins', '', 'drei', '']);
    expect(batch.at(1).id).toEqual(Uint8Array.of(9, 8));
    text.setText(0, 'again');
    expect(batch.setLength(1).at(0).text).toBe('again');
  });

  test('refuses what a column is not', () => {
    const batch = SensorRecord.batch();
    expect(errorOf(() => batch.writable('value').setNull(0)).code).toBe('not-nullable');
    expect(errorOf(() => batch.writable('value').setText(0, 'x')).message).toBe(
      'value is float64: write to its values',
    );
    expect(errorOf(() => batch.writable('value').setBytes(0, new Uint8Array(8))).code).toBe(
      'invalid-argument',
    );
    const Bytes = defineRecord('Bytes', { id: field.binary(2) });
    expect(errorOf(() => Bytes.batch().writable('id').setBytes(0, new Uint8Array(3))).message).toBe(
      'id: expected 2 bytes, got 3',
    );
  });

  test('text beyond the room it was given moves to more', () => {
    const Text = defineRecord('Text', { text: field.utf8() });
    const long = '温度'.repeat(1_000);
    const batch = Text.batch(2).append({ text: long }).append({ text: 'short' });
    expect(batch.toRows().map((row) => row.text)).toEqual([long, 'short']);
  });
});

describe('fields by name', () => {
  test('an unknown one is told from what was meant', () => {
    const batch = SensorRecord.batch() as never as {
      column(name: string): void;
      writable(name: string): void;
      isNull(name: string, row: number): void;
    };
    for (const use of [
      () => batch.column('vlaue'),
      () => batch.writable('vlaue'),
      () => batch.isNull('vlaue', 0),
    ]) {
      expect(errorOf(use).message).toBe('SensorRecord has no field vlaue; did you mean value?');
    }
    expect(errorOf(() => SensorRecord.batch().dictionary('value' as never)).message).toBe(
      'value has no dictionary: it is float64',
    );
  });
});

describe('selection', () => {
  test('filters without touching columns', () => {
    const batch = filled(10);
    const column = batch.column('value');
    batch.select((row) => row.value % 2 === 0).select((row, index) => index > 0 && row.value < 8);
    expect([batch.length, batch.selected, values(batch)]).toEqual([10, 3, [2, 4, 6]]);
    expect(batch.column('value')).toBe(column);
    expect(batch.selection).toEqual(Uint16Array.of(2, 4, 6));
    expect(batch.selection).toBe(batch.selection);
    expect(batch.at(1).value).toBe(4);
    expect(errorOf(() => batch.at(3)).message).toMatch(
      /at: index of a row in play: expected a whole number from 0 to 2, got 3/,
    );
  });

  test('numbers rows in two bytes while it can', () => {
    const Small = defineRecord('Small', { on: field.bool() });
    expect(
      Small.batch(65_536)
        .setLength(3)
        .select(() => true).selection,
    ).toBeInstanceOf(Uint16Array);
    expect(
      Small.batch(65_537)
        .setLength(3)
        .select(() => true).selection,
    ).toBeInstanceOf(Uint32Array);
  });

  test('a predicate that throws changes nothing', () => {
    const batch = filled(4).select((row) => row.value !== 1);
    expect(() =>
      batch.select((row) => {
        if (row.value === 3) throw new Error('stop');
        return false;
      }),
    ).toThrow('stop');
    expect(values(batch)).toEqual([0, 2, 3]);
  });

  test.each([
    ['a row that is not in play', [1], 1],
    ['a row that is not there', [9], 1],
    ['rows that do not ascend', [2, 0], 2],
    ['the same row twice', [2, 2], 2],
    ['more rows than are given', [0], 2],
    ['less than none', [0], -1],
  ])('narrow refuses %s', (_, rows, count) => {
    const batch = filled(4).select((row) => row.value !== 1);
    expect(errorOf(() => batch.narrow(Uint16Array.from(rows), count)).code).toBe('invalid-argument');
    expect(values(batch)).toEqual([0, 2, 3]);
  });

  test('rows appended to a selection are in play', () => {
    const batch = filled(3, 3).select((row) => row.value > 1);
    batch.append({ ...reading, value: 9 });
    expect([values(batch), batch.length]).toEqual([[2, 9], 4]);
  });

  test('origin follows rows through compact, sort and slice', () => {
    const batch = filled(6)
      .select((row) => row.value !== 2)
      .compact();
    expect(batch.origin).toEqual(Uint32Array.of(0, 1, 3, 4, 5));
    sort(batch, 'value', { descending: true });
    expect(batch.origin).toEqual(Uint32Array.of(5, 4, 3, 1, 0));
    expect(slice(batch, 1, 3).origin).toEqual(Uint32Array.of(4, 3));
    expect(filled(2).origin).toBeUndefined();
  });
});

describe('one owner', () => {
  test('a fork has its own selection, and columns are copied when one of the two writes', () => {
    const batch = filled(4);
    const fork = batch.fork();
    fork.select((row) => row.value > 1);
    expect([batch.selected, fork.selected]).toEqual([4, 2]);
    expect(fork.column('value')).toBe(batch.column('value'));
    fork.writable('value').values[3] = 99;
    expect([values(batch), values(fork)]).toEqual([
      [0, 1, 2, 3],
      [2, 99],
    ]);
    expect(fork.column('timestamp').buffer).toBe(batch.column('timestamp').buffer);
    batch.append({ ...reading, value: 4 });
    fork.append({ ...reading, value: 5 });
    expect([values(batch), values(fork)]).toEqual([
      [0, 1, 2, 3, 4],
      [2, 99, 5],
    ]);
    batch.release();
    expect(values(fork)).toEqual([2, 99, 5]);
  });

  test('once a fork is gone the other writes in place', () => {
    const batch = filled(2);
    const column = batch.column('value');
    const fork = batch.fork();
    fork.release();
    expect(batch.writable('value').values.buffer).toBe(column.buffer);
  });

  test('a batch given back, or handed over, is nobody’s', () => {
    const batch = filled(2);
    const column = batch.column('value');
    const [kept] = batch;
    batch.release();
    batch.release();
    for (const use of [
      () => batch.at(0),
      () => batch.column('value'),
      () => batch.append(reading),
      () => [...batch],
    ]) {
      expect(errorOf(use).message).toBe(
        'This batch of SensorRecord was released; fork() it before, to keep it',
      );
    }
    expect(errorOf(() => kept.value).message).toMatch(/its batch was released/);
    expect(column).toHaveLength(0);
    expect(inspect(batch)).toBe('RecordBatch<SensorRecord> released');
    const other = filled(2);
    other.as(SensorRecord);
    expect(errorOf(() => other.toRows()).code).toBe('released');
  });
});

describe('as', () => {
  const Extended = SensorRecord.extend('Extended', {
    level: field.uint8().default(7),
    note: field.utf8().nullable(),
    site: field.dictionary(),
    count: field.int32(),
  });

  test('shares fields, adds defaults, nulls and zeros, and keeps the selection', () => {
    const batch = filled(4).select((row) => row.value > 1);
    const column = batch.column('value');
    const extended = batch.as(Extended);
    expect(extended.column('value').buffer).toBe(column.buffer);
    expect(
      extended.toRows().map(({ value, level, note, site, count }) => [value, level, note, site, count]),
    ).toEqual([
      [2, 7, null, '', 0],
      [3, 7, null, '', 0],
    ]);
    extended.writable('count').values[3] = 5;
    expect(extended.at(1).count).toBe(5);
  });

  test('drops the others', () => {
    const Value = defineRecord('Value', { value: field.float64() });
    expect(
      filled(2)
        .as(Value)
        .toRows()
        .map((row) => ({ ...row })),
    ).toEqual([{ value: 0 }, { value: 1 }]);
  });

  test('takes the stream’s dictionaries for fields it adds', () => {
    const dictionaries = Extended.dictionaries();
    const batch = filled(1).as(Extended, { dictionaries });
    expect(batch.dictionary('site')).toBe(dictionaries.site);
  });

  test.each([
    ['', field.dictionary({ limit: 2 })],
    ['none', field.dictionary({ limit: 2 }).default('none')],
  ])('writes %j, or says that a dictionary in use has no room for it', (expected, site) => {
    const Placed = SensorRecord.extend('Placed', { site });
    const dictionaries = { ...Placed.dictionaries(), site: new Dictionary(2) };
    dictionaries.site.encode('roof');
    expect(filled(1).as(Placed, { dictionaries }).at(0).site).toBe(expected);

    const full = { ...Placed.dictionaries(), site: new Dictionary(2) };
    for (const text of ['roof', 'cellar']) full.site.encode(text);
    const batch = filled(1);
    expect(errorOf(() => batch.as(Placed, { dictionaries: full }))).toMatchObject({
      code: 'dictionary-full',
      message: 'The dictionary is full with 2 texts; define a larger limit, or utf8',
    });
    expect(values(batch)).toEqual([0]);
    expect(filled(0).as(Placed, { dictionaries: full }).length).toBe(0);
  });

  test('may allow nulls, and forbid them where there are none', () => {
    const Maybe = defineRecord('Maybe', { value: field.float64().nullable() });
    const Sure = defineRecord('Sure', { value: field.float64() });
    const maybe = filled(2).as(Maybe);
    maybe.writable('value').setNull(0);
    expect(maybe.at(0).value).toBeNull();
    expect(errorOf(() => maybe.as(Sure)).message).toMatch(/value has nulls/);
    maybe.writable('value').setValid(0);
    expect(maybe.as(Sure).at(1).value).toBe(1);
  });

  test('refuses a field of the same name and another layout', () => {
    const Float32 = defineRecord('Float32', { value: field.float32() });
    const batch = filled(1);
    expect(errorOf(() => batch.as(Float32)).message).toMatch(
      /value has another layout in SensorRecord than in Float32/,
    );
    expect(values(batch)).toEqual([0]);
    expect(errorOf(() => batch.as(class {} as never)).message).toBe(
      'Expected a record type, made with defineRecord',
    );
  });

  test('changes what 64-bit integers are in rows', () => {
    const Numbers = defineRecord('Numbers', { id: field.int64() });
    const Bigints = defineRecord('Bigints', { id: field.int64({ as: 'bigint' }) });
    const batch = Bigints.batch()
      .appendRows([{ id: 7n }, { id: 2n ** 60n }])
      .as(Numbers);
    expect(batch.at(0).id).toBe(7);
    expect(errorOf(() => batch.at(1)).message).toMatch(
      /is not exact as a number; define it \{ as: 'bigint' \}/,
    );
  });
});

describe('whole batches', () => {
  test('slice is over the same memory', () => {
    const batch = filled(20);
    const part = slice(batch, 8, 12);
    expect(values(part)).toEqual([8, 9, 10, 11]);
    expect(part.column('value').buffer).toBe(batch.column('value').buffer);
    part.writable('value').values[0] = 99;
    expect([batch.at(8).value, part.at(0).value]).toEqual([8, 99]);
    expect([values(slice(batch, -2)), values(slice(batch, 5, 2)), slice(batch, 30).length]).toEqual([
      [18, 19],
      [],
      0,
    ]);
  });

  test('take copies rows in any order, in play or not, and no others', () => {
    const batch = filled(6).select((row) => row.value > 2);
    const taken = take(batch, Uint16Array.of(4, 0, 4));
    expect([values(taken), taken.origin]).toEqual([[4, 0, 4], Uint32Array.of(4, 0, 4)]);
    taken.writable('value').values[0] = 99;
    expect(values(batch)).toEqual([3, 4, 5]);
    expect(taken.dictionary('sensorId')).toBe(batch.dictionary('sensorId'));
    expect(() => take(batch, Uint16Array.of(1, 6))).toThrow(/take: expected rows below 6, got 6/);
  });

  test('concat joins rows in play, and their dictionaries', () => {
    const one = filled(3).select((row) => row.value > 0);
    const two = SensorRecord.batch().append({ ...reading, sensorId: 'other', value: 9 });
    const whole = concat([one, two]);
    expect(whole.toRows().map(({ sensorId, value }) => [sensorId, value])).toEqual([
      ['boiler-1', 1],
      ['boiler-1', 2],
      ['other', 9],
    ]);
    expect([one.selected, two.length]).toEqual([2, 1]);
    expect(errorOf(() => concat([])).code).toBe('invalid-argument');
    const Value = defineRecord('Value', { value: field.float64() });
    expect(errorOf(() => concat([one, Value.batch() as never])).code).toBe('schema-mismatch');
  });

  test('equals compares rows in play: NaN is NaN, 0 is not -0, codes do not matter', () => {
    const of = (...some: number[]) =>
      SensorRecord.batch().appendRows(some.map((value) => ({ ...reading, value })));
    expect(equals(of(Number.NaN, 0) as never, of(Number.NaN, 0) as never)).toBe(true);
    expect(equals(of(0) as never, of(-0) as never)).toBe(false);
    expect(equals(of(1, 2).select((row) => row.value > 1) as never, of(2) as never)).toBe(true);
    const recoded = SensorRecord.batch()
      .append({ ...reading, unit: 'F' })
      .append({ ...reading, value: 2 });
    expect(equals(recoded.select((_, index) => index > 0) as never, of(2) as never)).toBe(true);
    expect(equals(of() as never, defineRecord('Value', { value: field.float64() }).batch() as never)).toBe(
      false,
    );
  });
});

describe('printed', () => {
  test('it is a table', () => {
    const batch = filled(2).append({ ...reading, unit: 'line\nbreak', value: -0, normalized: 0.5 });
    expect(inspect(batch)).toBe(
      [
        'RecordBatch<SensorRecord> 3 rows',
        'sensorId                   timestamp    value  unit         normalized  rollingAvg',
        'dictionary                 timestamp  float64  dictionary     float64?    float64?',
        'boiler-1    2023-11-14T22:13:20.000Z        0  C                     ∅           ∅',
        'boiler-1    2023-11-14T22:13:20.000Z        1  C                     ∅           ∅',
        'boiler-1    2023-11-14T22:13:20.000Z       -0  line\\nbreak         0.5           ∅',
      ].join('\n'),
    );
  });

  test('of many rows the first are shown', () => {
    const text = String(filled(100).select((row) => row.value > 9));
    expect(text.split('\n')).toHaveLength(24);
    expect(text).toMatch(/^RecordBatch<SensorRecord> 90 of 100 rows\n/);
    expect(text).toMatch(/… 70 more$/);
  });
});

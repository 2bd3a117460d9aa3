import { describe, expect, test } from 'vitest';
import { defineRecord, field } from '../src/index.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

describe('create', () => {
  test('gives a row of the class with exactly the declared fields, in their order', () => {
    const row = SensorRecord.create(reading);
    expect(row).toBeInstanceOf(SensorRecord);
    expect(Object.keys(row)).toEqual(['sensorId', 'timestamp', 'value', 'unit', 'normalized', 'rollingAvg']);
    expect({ ...row }).toEqual({ ...reading, normalized: null, rollingAvg: null });
    expect(JSON.parse(JSON.stringify(row))).toEqual({ ...row });
    expect(new SensorRecord(reading)).toEqual(row);
  });

  test('reports every undeclared, missing, ill-typed and out-of-range field in one error', () => {
    const error = errorOf(() =>
      SensorRecord.create({ sensorId: 7, timestamp: Number.NaN, vlaue: 81.5, unit: null } as never),
    );
    expect(error.issues.map(({ code, field }) => [code, field])).toEqual([
      ['undeclared', 'vlaue'],
      ['wrong-type', 'sensorId'],
      ['out-of-range', 'timestamp'],
      ['missing', 'value'],
      ['not-nullable', 'unit'],
    ]);
    expect(error.message).toContain('vlaue is not declared; did you mean value?');
    expect(error.message).toContain('sensorId: expected well-formed text (dictionary), got 7');
    expect(error.code).toBe('undeclared');
  });

  test.each([undefined, null, 7, 'text'])('refuses %s, which is no object', (value) => {
    expect(errorOf(() => SensorRecord.create(value as never)).issues).toHaveLength(1);
  });

  const limits = defineRecord('Limits', {
    int8: field.int8().nullable(),
    uint8: field.uint8().nullable(),
    int16: field.int16().nullable(),
    uint16: field.uint16().nullable(),
    int32: field.int32().nullable(),
    uint32: field.uint32().nullable(),
    int64: field.int64().nullable(),
    uint64: field.uint64().nullable(),
    int64big: field.int64({ as: 'bigint' }).nullable(),
    uint64big: field.uint64({ as: 'bigint' }).nullable(),
    float32: field.float32().nullable(),
    timestamp: field.timestamp().nullable(),
    bool: field.bool().nullable(),
    utf8: field.utf8().nullable(),
    binary: field.binary(2).nullable(),
  });

  test.each([
    ['int8', -128, 127, [-129, 128, 0.5]],
    ['uint8', 0, 255, [-1, 256, 300]],
    ['int16', -32_768, 32_767, [-32_769, 32_768]],
    ['uint16', 0, 65_535, [-1, 65_536]],
    ['int32', -(2 ** 31), 2 ** 31 - 1, [2 ** 31]],
    ['uint32', 0, 2 ** 32 - 1, [-1, 2 ** 32, Number.NaN]],
    ['int64', -(2 ** 53) + 1, 2 ** 53 - 1, [2 ** 53, 2n ** 53n, 0.5]],
    ['uint64', 0, 2 ** 53 - 1, [-1, -1n, 2 ** 53]],
    ['int64big', -(2n ** 63n), 2n ** 63n - 1n, [2n ** 63n, 2 ** 53]],
    ['uint64big', 0n, 2n ** 64n - 1n, [-1n, 2n ** 64n]],
    ['float32', -3.4028234663852886e38, 3.4028234663852886e38, [3.5e38, -1e39]],
    ['timestamp', -8.64e15, 8.64e15, [8.65e15, Number.NaN, Number.POSITIVE_INFINITY]],
  ] as const)(
    '%s takes from %s to %s, in rows and in batches, and is never silently another number',
    (name, least, most, beyond) => {
      for (const value of [least, most]) {
        expect(limits.create({ [name]: value })[name]).toBe(value);
        expect(
          limits
            .batch(1)
            .append({ [name]: value })
            .at(0)[name],
        ).toBe(value);
        expect(
          limits
            .batch(1)
            .appendColumns({ [name]: [value] })
            .at(0)[name],
        ).toBe(value);
      }
      for (const value of beyond) {
        const issue = { code: 'out-of-range', field: name };
        expect(errorOf(() => limits.create({ [name]: value })).issues).toMatchObject([issue]);
        expect(errorOf(() => limits.batch(1).append({ [name]: value })).issues).toMatchObject([issue]);
        expect(errorOf(() => limits.batch(1).appendColumns({ [name]: [value] })).issues).toMatchObject([
          issue,
        ]);
      }
    },
  );

  test.each([
    ['bool', [0, 'true']],
    ['utf8', [1, new Date()]],
    ['binary', ['ab', [1, 2]]],
    ['int8', ['1', true]],
    ['timestamp', ['2026-01-01']],
  ] as const)('%s refuses what is of another type', (name, values) => {
    for (const value of values) {
      expect(errorOf(() => limits.create({ [name]: value } as never)).issues).toMatchObject([
        { code: 'wrong-type', field: name },
      ]);
      expect(errorOf(() => limits.batch(1).append({ [name]: value } as never)).code).toBe('wrong-type');
    }
  });

  test('half a surrogate pair is no text, and a binary value has its width', () => {
    expect(errorOf(() => limits.create({ utf8: 'a\ud800' })).code).toBe('out-of-range');
    expect(errorOf(() => SensorRecord.batch(1).append({ ...reading, unit: '\udfff' })).code).toBe(
      'out-of-range',
    );
    expect(errorOf(() => limits.create({ binary: new Uint8Array(3) })).code).toBe('out-of-range');
  });

  test('values take the form that rows have: a Date its milliseconds, a float32 its precision, bytes a copy', () => {
    const bytes = Uint8Array.of(1, 2);
    const row = limits.create({
      timestamp: new Date(5),
      float32: 0.1,
      int64big: 7,
      uint64: 7n,
      binary: bytes,
    });
    bytes[0] = 9;
    expect(row).toMatchObject({
      timestamp: 5,
      float32: Math.fround(0.1),
      int64big: 7n,
      uint64: 7,
      binary: Uint8Array.of(1, 2),
    });
    expect(errorOf(() => limits.create({ timestamp: new Date(Number.NaN) })).code).toBe('out-of-range');
  });
});

describe('defaults', () => {
  const Defaulted = defineRecord('Defaulted', {
    level: field.uint8().default(7),
    name: field.utf8().default('unnamed'),
    note: field.utf8().nullable().default('none'),
    unit: field.dictionary().default('C'),
  });

  test('stand for what is left out or undefined, in rows, batches and columns; null stays null', () => {
    const expected = { level: 7, name: 'unnamed', note: 'none', unit: 'C' };
    expect({ ...Defaulted.create({}) }).toEqual(expected);
    expect(
      Defaulted.batch()
        .append({ level: undefined, note: null })
        .toRows()
        .map((row) => ({ ...row })),
    ).toEqual([{ ...expected, note: null }]);
    expect(
      Defaulted.batch()
        .appendColumns({ level: [1, undefined as never] })
        .toRows()
        .map((row) => ({ ...row })),
    ).toEqual([{ ...expected, level: 1 }, expected]);
  });

  test('have to be values of their field', () => {
    expect(errorOf(() => defineRecord('Bad', { level: field.uint8().default(300) })).message).toMatch(
      /Bad: the default of level.*300/,
    );
    const undefinedDefault = field.float64().default(undefined as never);
    expect(() => defineRecord('Undefined', { value: undefinedDefault })).toThrow(
      'Undefined: the default of value: expected a number (float64), got null',
    );
  });
});

describe('a definition is refused', () => {
  test.each([
    ['without fields', {}],
    ['with a name every object has', { toString: field.utf8() }],
    ['with the name __proto__', JSON.parse('{"__proto__":1}')],
    ['with a number for a name, which would come first', { value: field.utf8(), 7: field.utf8() }],
    ['with an empty name', { '': field.utf8() }],
    ['with what is no field', { value: 'float64' }],
    ['with a function that makes a field', { value: field.float64 }],
  ])('%s', (_, fields) => {
    expect(errorOf(() => defineRecord('Bad', fields as never)).code).toBe('invalid-definition');
  });

  test('with a dictionary of no texts, or bytes of no width', () => {
    for (const limit of [0, 1.5, -1, 2 ** 32])
      expect(errorOf(() => field.dictionary({ limit })).code).toBe('invalid-definition');
    for (const width of [0, 1.5, 2 ** 20])
      expect(errorOf(() => field.binary(width)).code).toBe('invalid-definition');
  });
});

describe('the type describes itself', () => {
  test('check gives issues as data, and never throws', () => {
    expect(SensorRecord.check(reading)).toEqual({ ok: true });
    expect(SensorRecord.check({ ...reading, value: 'hot' })).toMatchObject({
      ok: false,
      issues: [{ field: 'value', code: 'wrong-type' }],
    });
    expect([SensorRecord.is(reading), SensorRecord.is(null), SensorRecord.is([])]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('as a Standard Schema it gives a row, or issues with their path', async () => {
    const { version, vendor, validate } = SensorRecord['~standard'];
    expect([version, vendor]).toEqual([1, '@pipe/records']);
    expect(await validate(reading)).toMatchObject({ value: { value: 81.5, normalized: null } });
    expect(await validate({ ...reading, value: 'hot' })).toMatchObject({ issues: [{ path: ['value'] }] });
    expect(await validate(7)).toMatchObject({ issues: [{ path: [] }] });
  });

  test('the schema hash is the same in every process and version', () => {
    expect(SensorRecord.schemaHash).toBe('4724e67f1d87a181');
    const fields = SensorRecord.fields;
    expect(defineRecord('Other', fields).schemaHash).toBe(SensorRecord.schemaHash);
    expect(defineRecord('Other', { ...fields, value: field.float64().default(1) }).schemaHash).toBe(
      SensorRecord.schemaHash,
    );
  });

  test.each([
    ['a name', { ...SensorRecord.fields, extra: field.bool() }],
    ['a kind', { ...SensorRecord.fields, value: field.float32() }],
    ['nullability', { ...SensorRecord.fields, value: field.float64().nullable() }],
    ['a width', { ...SensorRecord.fields, unit: field.dictionary({ limit: 256 }) }],
    ['the order', Object.fromEntries(Object.entries(SensorRecord.fields).reverse())],
  ])('the schema hash changes with %s', (_, fields) => {
    expect(defineRecord('SensorRecord', fields).schemaHash).not.toBe(SensorRecord.schemaHash);
  });
});

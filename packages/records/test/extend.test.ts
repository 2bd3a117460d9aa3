import { describe, expect, test } from 'vitest';
import { defineRecord, field, hasDynamicFields } from '../src/index.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

describe('extend', () => {
  const CalibratedRecord = SensorRecord.extend('CalibratedRecord', { offset: field.float64() });

  test('adds fields after the parent’s, and its rows are the parent’s too', () => {
    expect(CalibratedRecord.fieldNames).toEqual([...SensorRecord.fieldNames, 'offset']);
    const row = CalibratedRecord.create({ ...reading, offset: 0.5 });
    expect(Object.keys(row)).toEqual(CalibratedRecord.fieldNames);
    expect(row).toBeInstanceOf(CalibratedRecord);
    expect(row).toBeInstanceOf(SensorRecord);
    expect(CalibratedRecord.name).toBe('CalibratedRecord');
    expect(CalibratedRecord.batch(1).append(row).at(0)).toEqual(row);
    expect(SensorRecord.fieldNames).not.toContain('offset');
  });

  test('goes on for several levels', () => {
    const Deep = CalibratedRecord.extend('Deep', { site: field.utf8() }).extend('Deeper', {
      floor: field.int8(),
    });
    const row = Deep.create({ ...reading, offset: 1, site: 'north', floor: -1 });
    expect([row instanceof CalibratedRecord, row.floor]).toEqual([true, -1]);
  });

  test.each([
    ['a field of the parent', { value: field.float32() }, /value is already a field of SensorRecord/],
    ['the same field again', { value: field.float64() }, /value is already a field/],
    ['a name every object has', { constructor: field.utf8() }, /constructor/],
  ])('refuses %s', (_, fields, message) => {
    const error = errorOf(() => SensorRecord.extend('Bad', fields as never));
    expect(error.code).toBe('invalid-definition');
    expect(error.message).toMatch(message);
  });

  test('refuses a field that a method of the parent already is', () => {
    class Reading extends SensorRecord {
      get fahrenheit(): number {
        return this.value * 1.8 + 32;
      }
    }
    const error = errorOf(() => Reading.extend('Bad', { fahrenheit: field.float64() }));
    expect(error.message).toMatch(/fahrenheit is already a method or an accessor of Reading/);
  });

  test('refuses a parent whose instances are open', () => {
    class Open {}
    class Bad extends SensorRecord {
      extra = 1;
    }
    expect(
      errorOf(() => SensorRecord.extend.call(Open as never, 'Worse', { a: field.int8() })).message,
    ).toMatch(/parent is open/);
    expect(errorOf(() => Bad.extend('Worse', { a: field.int8() })).code).toBe('dynamic-field');
  });
});

describe('a subclass', () => {
  const reading = { sensorId: 'boiler-1', timestamp: 0, value: 100, unit: 'C' };

  class Reading extends SensorRecord {
    get fahrenheit(): number {
      return this.value * 1.8 + 32;
    }

    isHot(limit: number): boolean {
      return this.value > limit;
    }
  }

  test('gives rows methods: those it creates, those of its batches, and the views of a loop', () => {
    const row = Reading.create(reading);
    expect([row.fahrenheit, row.isHot(80), row instanceof Reading]).toEqual([212, true, true]);
    const batch = Reading.batch().append(reading);
    expect(batch.at(0)).toBeInstanceOf(Reading);
    expect((batch.at(0) as Reading).isHot(80)).toBe(true);
    for (const view of batch) expect((view as Reading).fahrenheit).toBe(212);
    expect(batch.type).toBe(Reading);
  });

  test('may have a constructor of its own, and hands its methods to what extends it', () => {
    class Named extends Reading {
      constructor(sensorId: string, value: number) {
        super({ ...reading, sensorId, value });
      }
    }
    const [first, second] = [new Named('a', 1), new Named('b', 2)];
    expect([first.sensorId, second.value, second.isHot(1)]).toEqual(['a', 2, true]);
    const Calibrated = Reading.extend('Calibrated', { offset: field.float64() });
    expect(Calibrated.create({ ...reading, offset: 1 })).toMatchObject({ fahrenheit: 212, offset: 1 });
  });

  test('with a field of its own cannot be constructed, and the error says what to write instead', () => {
    class Bad extends SensorRecord {
      extra = 1;
    }
    for (const attempt of [() => new Bad(reading), () => new Bad(reading), () => Bad.create(reading)]) {
      const error = errorOf(attempt);
      expect(error.code).toBe('dynamic-field');
      expect(error.message).toContain("SensorRecord.extend('Bad', { extra: field.… })");
    }
  });

  test('that assigns a field in its constructor cannot be constructed either', () => {
    class Sneaky extends SensorRecord {
      constructor(values: typeof reading) {
        super(values);
        (this as unknown as { extra: number }).extra = 1;
      }
    }
    expect(() => new Sneaky(reading)).toThrow(/extra/);
  });

  test('that declares a field again cannot be constructed, but may assign to it', () => {
    class Again extends SensorRecord {
      override value = 0;
    }
    class Zeroed extends SensorRecord {
      constructor(values: typeof reading) {
        super(values);
        this.value = 0;
      }
    }
    expect(errorOf(() => new Again(reading)).code).toBe('dynamic-field');
    expect([new Zeroed(reading).value, new Zeroed(reading).value]).toEqual([0, 0]);
  });
});

test('hasDynamicFields tells records from objects that take any field', () => {
  class Open {}
  expect([{}, new Open(), Open, [], new Map()].map(hasDynamicFields)).toEqual([true, true, true, true, true]);
  const Extended = SensorRecord.extend('Extended', { more: field.bool() });
  const records = [
    SensorRecord.create(reading),
    SensorRecord,
    Extended,
    SensorRecord.batch().append(reading).at(0),
  ];
  expect(records.map(hasDynamicFields)).toEqual([false, false, false, false]);
  expect([null, 7, 'text', undefined].map(hasDynamicFields)).toEqual([false, false, false, false]);
  expect(defineRecord.name).toBe('defineRecord');
});

import { deepStrictEqual } from 'node:assert/strict';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RecordError } from '../src/index.ts';
import { errorOf } from './error-of.ts';
import { reading, SensorRecord } from './sensor-record.ts';

interface Misspelled {
  vlaue: number;
  colour?: string;
}

describe('in development', () => {
  const row = SensorRecord.create(reading);
  const misspelled = row as unknown as Misspelled;

  test('reading a field there is not throws, and names the one that was meant', () => {
    expect(errorOf(() => misspelled.vlaue).message).toBe(
      'SensorRecord has no field vlaue; did you mean value?',
    );
    expect(errorOf(() => misspelled.colour).message).toMatch(/the fields are sensorId, timestamp/);
    expect('vlaue' in row).toBe(false);
  });

  test('adding a field throws, and says so', () => {
    const error = errorOf(() => {
      misspelled.vlaue = 1;
    });
    expect(error.message).toBe('vlaue cannot be added: a SensorRecord is sealed; did you mean value?');
  });

  test('changing a field is allowed, deleting one is not', () => {
    const own = SensorRecord.create(reading);
    own.value = 3;
    expect(own.value).toBe(3);
    expect(() => delete (own as Partial<SensorRecord>).value).toThrow(TypeError);
  });

  test('what tools do with objects works', async () => {
    expect(row).toEqual({ ...reading, normalized: null, rollingAvg: null });
    deepStrictEqual({ ...row }, { ...reading, normalized: null, rollingAvg: null });
    deepStrictEqual(row, SensorRecord.create(reading));
    expect(inspect(row)).toMatch(/^SensorRecord \{\n? +sensorId: 'boiler-1'/);
    expect(inspect(SensorRecord)).toContain('SensorRecord');
    expect(JSON.stringify(row)).toContain('"value":81.5');
    expect(structuredClone(row)).toEqual({ ...row });
    expect(await row).toBe(row);
    expect(`${row}`).toBe('[object Object]');
    expect(Object.entries(row)).toHaveLength(6);
    expect(row instanceof Object).toBe(true);
    expect(Object.assign({}, row)).toEqual({ ...row });
    expect([...Object.keys(row)]).toEqual(SensorRecord.fieldNames);
    expect(inspect({ nested: [row] }, { depth: 5 })).toContain('value: 81.5');
  });
});

describe('in production', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('rows are plain sealed objects', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    vi.resetModules();
    const { defineRecord } = await import('../src/index.ts');
    const Production = defineRecord('Production', SensorRecord.fields);
    const row = Production.create(reading);
    const misspelled = row as unknown as Misspelled;
    expect(misspelled.vlaue).toBeUndefined();
    expect(Object.isSealed(row)).toBe(true);
    expect(() => {
      misspelled.vlaue = 1;
    }).toThrow(TypeError);
    class Bad extends Production {
      extra = 1;
    }
    expect(() => new Bad(reading)).toThrow(/Production\.extend\('Bad'/);
    expect(Object.getPrototypeOf(Production.prototype)).toBe(Object.prototype);
    const batch = Production.batch().append(reading);
    expect(batch.at(0)).toEqual(row);
    try {
      Production.create({} as never);
    } catch (error) {
      // An error of one copy of the package is one for every other copy.
      expect(error instanceof RecordError).toBe(true);
      expect((error as RecordError).name).toBe('RecordError');
    }
  });
});

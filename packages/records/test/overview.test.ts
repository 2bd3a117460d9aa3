import { expect, expectTypeOf, test } from 'vitest';
import {
  defineRecord,
  field,
  type RecordBatch,
  RecordError,
  type RecordOf,
  type RecordType,
} from '../src/index.ts';

const SensorRecord = defineRecord('SensorRecord', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary(),
  normalized: field.float64().nullable(),
  rollingAvg: field.float64().nullable(),
});
type SensorRecord = RecordOf<typeof SensorRecord>;

const row = { sensorId: 'a', timestamp: 1, value: 2, unit: 'C' };

test('types', () => {
  expectTypeOf<SensorRecord>().toEqualTypeOf<{
    sensorId: string;
    timestamp: number;
    value: number;
    unit: string;
    normalized: number | null;
    rollingAvg: number | null;
  }>();
  const batch = SensorRecord.batch();
  expectTypeOf(batch.column('value')).toEqualTypeOf<Float64Array>();
  const any: RecordBatch = batch;
  const anyType: RecordType = SensorRecord;
  expect(any.type).toBe(anyType);
  class Reading extends SensorRecord {
    get hot() {
      return this.value > 80;
    }
  }
  const r = Reading.create({ ...row, value: 90 });
  expect(r.hot).toBe(true);
  expect(new Reading({ ...row, timestamp: new Date(5) })).toEqual({
    ...row,
    timestamp: 5,
    normalized: null,
    rollingAvg: null,
  });
});

test('rows', () => {
  const r = SensorRecord.create(row);
  expect({ ...r }).toEqual({ ...row, normalized: null, rollingAvg: null });
  expect(() => (r as unknown as { vlaue: number }).vlaue).toThrow(/did you mean value/);
  expect(() => {
    (r as unknown as { vlaue: number }).vlaue = 1;
  }).toThrow(/did you mean value/);
  class Bad extends SensorRecord {
    extra = 1;
  }
  expect(() => new Bad(row)).toThrow(/extend/);
});

test('batches', () => {
  const b = SensorRecord.batch(2);
  for (let i = 0; i < 5; i++) b.append({ ...row, value: i, normalized: i % 2 ? null : i });
  expect([...b].length).toBe(5);
  expect(b.toRows().map((r) => r.value)).toEqual([0, 1, 2, 3, 4]);
  b.select((r) => r.value > 1);
  expect(b.selected).toBe(3);
  expect(b.at(0)).toEqual({ ...row, value: 2, normalized: 2, rollingAvg: null });
  const f = b.fork();
  b.compact();
  expect(Array.from(b.origin ?? [])).toEqual([2, 3, 4]);
  expect(f.length).toBe(5);
  expect(f.toRows()).toEqual(b.toRows());
  const Ext = SensorRecord.extend('Ext', { level: field.uint8().default(7) });
  const e = b.as(Ext);
  expect(e.at(2)).toEqual({ ...row, value: 4, normalized: 4, rollingAvg: null, level: 7 });
  expect(() => b.at(0)).toThrow(RecordError);
  let kept: { value: number } | undefined;
  for (const r of e) kept ??= r;
  expect(() => kept?.value).toThrow(/moved on/);
  e.release();
  f.release();
});

import { describe, expectTypeOf, test } from 'vitest';
import {
  type ColumnOf,
  defineRecord,
  type Field,
  type Fields,
  field,
  type RecordBatch,
  type RecordInput,
  type RecordOf,
  type RecordType,
  type Row,
  type RowView,
} from '../src/index.ts';
import { greaterThan, sum } from '../src/kernels.ts';
import { reading, SensorRecord } from './sensor-record.ts';

const fields = {
  id: field.int64(),
  big: field.uint64({ as: 'bigint' }).nullable(),
  on: field.bool(),
  at: field.timestamp(),
  unit: field.dictionary().default('C'),
  note: field.utf8().nullable(),
  key: field.binary(4),
  level: field.uint8().nullable(),
};
const Everything = defineRecord('Everything', fields);

describe('rows', () => {
  test('have each field’s type, and null where it is nullable', () => {
    expectTypeOf<RecordOf<typeof Everything>>().toEqualTypeOf<{
      id: number;
      big: bigint | null;
      on: boolean;
      at: number;
      unit: string;
      note: string | null;
      key: Uint8Array;
      level: number | null;
    }>();
    expectTypeOf(SensorRecord.create(reading).value).toEqualTypeOf<number>();
    expectTypeOf(Everything.batch().at(0)).toEqualTypeOf<Row<typeof fields>>();
  });

  test('are read-only as views', () => {
    for (const view of Everything.batch()) {
      expectTypeOf(view).toEqualTypeOf<RowView<typeof fields>>();
      // @ts-expect-error -- a view is not written to
      view.id = 1;
    }
  });

  test('are made of what a field takes; what has a default, or may be null, may be left out', () => {
    expectTypeOf<RecordInput<typeof fields>>().toEqualTypeOf<{
      readonly id: number | bigint;
      readonly big?: number | bigint | null | undefined;
      readonly on: boolean;
      readonly at: number | Date;
      readonly unit?: string | undefined;
      readonly note?: string | null | undefined;
      readonly key: Uint8Array;
      readonly level?: number | null | undefined;
    }>();
    // @ts-expect-error -- value is missing
    SensorRecord.create({ sensorId: 'a', timestamp: 1, unit: 'C' });
    // @ts-expect-error -- misspelled
    SensorRecord.batch().append({ ...reading, vlaue: 1 });
    // @ts-expect-error -- of another type
    SensorRecord.batch().append({ ...reading, value: 'hot' });
  });

  test('of a subclass are its instances', () => {
    class Reading extends SensorRecord {
      isHot(): boolean {
        return this.value > 80;
      }
    }
    expectTypeOf(Reading.create(reading)).toEqualTypeOf<Reading>();
    expectTypeOf(new Reading(reading).isHot()).toEqualTypeOf<boolean>();
  });

  test('of an extended type have the fields of both', () => {
    const Calibrated = SensorRecord.extend('Calibrated', { offset: field.float32().nullable() });
    expectTypeOf(Calibrated.create({ ...reading, offset: 1 }).offset).toEqualTypeOf<number | null>();
    expectTypeOf(Calibrated.create(reading).sensorId).toEqualTypeOf<string>();
    expectTypeOf(Calibrated.fieldNames[0]).toEqualTypeOf<
      'sensorId' | 'timestamp' | 'value' | 'unit' | 'normalized' | 'rollingAvg' | 'offset'
    >();
  });
});

describe('columns', () => {
  test('are typed arrays; of nullable fields, values with their validity', () => {
    const batch = Everything.batch();
    expectTypeOf(batch.column('at')).toEqualTypeOf<Float64Array>();
    expectTypeOf(batch.column('id')).toEqualTypeOf<BigInt64Array>();
    expectTypeOf(batch.column('on')).toEqualTypeOf<Uint8Array>();
    expectTypeOf(batch.column('unit')).toEqualTypeOf<Uint8Array | Uint16Array | Uint32Array>();
    expectTypeOf(batch.column('level').values).toEqualTypeOf<Uint8Array>();
    expectTypeOf(batch.column('level').validity).toEqualTypeOf<Uint8Array | undefined>();
    expectTypeOf(batch.column('note').offsets).toEqualTypeOf<Int32Array>();
    expectTypeOf<ColumnOf<Field<number, 'float32', false, false>>>().toEqualTypeOf<Float32Array>();
    // @ts-expect-error -- no such field
    batch.column('vlaue');
  });

  test('are taken in the forms in which they come', () => {
    const batch = SensorRecord.batch();
    const unit = batch.dictionary('unit');
    batch.appendColumns({
      sensorId: ['a'],
      timestamp: [new Date()],
      value: Float64Array.of(1),
      unit: { codes: Uint16Array.of(0), dictionary: unit },
      normalized: { values: Float64Array.of(1), validity: undefined },
    });
    // @ts-expect-error -- texts are no numbers
    batch.appendColumns({ sensorId: ['a'], timestamp: [1], value: ['1'], unit: ['C'] });
    // @ts-expect-error -- unit is missing
    batch.appendColumns({ sensorId: ['a'], timestamp: [1], value: [1] });
  });

  test('are written to as what they are', () => {
    const batch = Everything.batch();
    expectTypeOf(batch.writable('at').values).toEqualTypeOf<Float64Array>();
    expectTypeOf(batch.writable('note').values).toEqualTypeOf<Int32Array>();
    expectTypeOf(batch.writable('at').kind).toEqualTypeOf<'timestamp'>();
  });

  test('of numbers are what kernels take', () => {
    const batch = Everything.batch();
    greaterThan(batch.column('level'), 1, batch.selection, new Uint16Array(1));
    expectTypeOf(sum(batch.column('at'), undefined)).toEqualTypeOf<number | undefined>();
    // @ts-expect-error -- 64-bit integers are no numbers
    sum(batch.column('id'), undefined);
  });
});

describe('any record type', () => {
  test('is a RecordType, and any batch a RecordBatch', () => {
    expectTypeOf(Everything).toExtend<RecordType>();
    expectTypeOf(Everything.batch()).toExtend<RecordBatch>();
    const generic = <F extends Fields>(
      type: RecordType<F>,
      batch: RecordBatch<F>,
    ): [RecordType, RecordBatch] => [type, batch];
    expectTypeOf(generic(Everything, Everything.batch())).toEqualTypeOf<[RecordType, RecordBatch]>();
  });

  test('of unknown fields takes and gives what cannot be known', () => {
    const batch: RecordBatch = SensorRecord.batch();
    batch.append({ anything: 1 });
    expectTypeOf(batch.at(0).value).toEqualTypeOf<unknown>();
    batch.as(Everything);
  });
});

test('definitions say what they take', () => {
  // @ts-expect-error -- a default is a value of the field
  field.uint8().default('seven');
  // @ts-expect-error -- a width is needed
  field.binary();
  expectTypeOf(field.int64({ as: 'bigint' })).toEqualTypeOf<Field<bigint, 'int64', false, false>>();
  expectTypeOf(field.utf8().nullable()).toEqualTypeOf<Field<string, 'utf8', true, true>>();
});

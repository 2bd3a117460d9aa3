import { defineRecord, field } from '../index.ts';
import type { Layout } from './layout-report.ts';

/* A point of three numbers, and a record that extends another by three fields: the small examples. */

const PointRecord = defineRecord('PointRecord', {
  x: field.float64(),
  y: field.float64(),
  z: field.float64(),
});
const BaseRecord = defineRecord('BaseRecord', { recordId: field.utf8(), timestamp: field.timestamp() });
const SensorRecord = BaseRecord.extend('SensorRecord', {
  sensorId: field.dictionary({ limit: 256 }),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
});

class Point {
  x: number;
  y: number;
  z: number;

  constructor(x: number, y: number, z: number) {
    this.x = x;
    this.y = y;
    this.z = z;
  }
}

class Base {
  recordId = 'r001';
  timestamp = 1_700_000_000.5;
}

class Sensor extends Base {
  sensorId = 'sensor_A';
  value = 23.5;
  unit = 'celsius';
}

const fill = (make: (index: number) => unknown, records: number) =>
  Array.from({ length: records }, (_, index) => make(index));

/** @public Found by the module's URL. */
export const layouts: { readonly [name: string]: Layout } = {
  'point: class': (records) => fill(() => new Point(1.5, 2.5, 3.5), records),
  'point: null-prototype object': (records) =>
    fill(() => Object.assign(Object.create(null), { x: 1.5, y: 2.5, z: 3.5 }), records),
  'point: row': (records) => fill(() => PointRecord.create({ x: 1.5, y: 2.5, z: 3.5 }), records),
  'point: RecordBatch': (records) =>
    PointRecord.batch(records).appendRows(fill(() => ({ x: 1.5, y: 2.5, z: 3.5 }), records) as never),
  'two levels: class': (records) => fill(() => new Sensor(), records),
  'two levels: row': (records) => fill(() => SensorRecord.create(new Sensor()), records),
  'two levels: RecordBatch': (records) => {
    const batch = SensorRecord.batch(records);
    for (let index = 0; index < records; index++) batch.append(new Sensor());
    return batch;
  },
};

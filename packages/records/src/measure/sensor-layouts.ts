import { defineRecord, field } from '../index.ts';
import type { Layout } from './layout-report.ts';

/* The six-field sensor record in every form JavaScript has for it, each number its own. */

const SensorRecord = defineRecord('SensorRecord', {
  sensorId: field.dictionary({ limit: 256 }),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
  normalized: field.float64().nullable(),
  rollingAvg: field.float64().nullable(),
});

const CompactRecord = defineRecord('CompactRecord', {
  ...SensorRecord.fields,
  normalized: field.float32().nullable(),
  rollingAvg: field.float32().nullable(),
});

class Sensor {
  sensorId: string;
  timestamp: number;
  value: number;
  unit: string;
  normalized: number;
  rollingAvg: number;

  constructor(index: number) {
    this.sensorId = 'TEMP_01';
    this.timestamp = index * 0.001;
    this.value = 50 + index * 0.001;
    this.unit = 'C';
    this.normalized = (index % 1_000) / 1_001;
    this.rollingAvg = 50 + index * 0.0005;
  }
}

class SealedSensor extends Sensor {
  constructor(index: number) {
    super(index);
    Object.seal(this);
  }
}

class WrappedSensor {
  data: object;

  constructor(index: number) {
    this.data = literal(index);
  }
}

const literal = (index: number) => ({
  sensorId: 'TEMP_01',
  timestamp: index * 0.001,
  value: 50 + index * 0.001,
  unit: 'C',
  normalized: (index % 1_000) / 1_001,
  rollingAvg: 50 + index * 0.0005,
});

/** An array that grows record by record, as programs fill one. */
const arrayOf =
  (make: (index: number) => unknown): Layout =>
  (records) => {
    const array: unknown[] = [];
    for (let index = 0; index < records; index++) array.push(make(index));
    return array;
  };

const batchOf =
  (type: typeof SensorRecord | typeof CompactRecord): Layout =>
  (records) => {
    const batch = type.batch(records);
    for (let index = 0; index < records; index++) batch.append(literal(index));
    return batch;
  };

/** @public Found by the module's URL. */
export const layouts: { readonly [name: string]: Layout } = {
  'object literal': arrayOf(literal),
  class: arrayOf((index) => new Sensor(index)),
  'sealed class': arrayOf((index) => new SealedSensor(index)),
  'class around an object': arrayOf((index) => new WrappedSensor(index)),
  'defineRecord row': arrayOf((index) => SensorRecord.create(literal(index))),
  Map: arrayOf((index) => new Map<string, unknown>(Object.entries(literal(index)))),
  'null-prototype object': arrayOf((index) => Object.assign(Object.create(null), literal(index))),
  RecordBatch: batchOf(SensorRecord),
  'RecordBatch, float32': batchOf(CompactRecord),
};

import { defineRecord, field, type RecordOf } from '../src/index.ts';

/** The six-field record of the guides. */
export const SensorRecord = defineRecord('SensorRecord', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary(),
  normalized: field.float64().nullable(),
  rollingAvg: field.float64().nullable(),
});
export type SensorRecord = RecordOf<typeof SensorRecord>;

/** What the required fields of one may be. */
export const reading = { sensorId: 'boiler-1', timestamp: 1_700_000_000_000, value: 81.5, unit: 'C' };

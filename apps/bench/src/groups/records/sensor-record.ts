import { defineRecord, field } from '@pipe/records';

/** The six-field record; with no more than 256 sensors and units a code takes one byte. */
export const SensorRecord = defineRecord('SensorRecord', {
  sensorId: field.dictionary({ limit: 256 }),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
  normalized: field.float64().nullable(),
  rollingAvg: field.float64().nullable(),
});

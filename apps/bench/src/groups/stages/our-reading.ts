import { defineRecord, field } from '@pipe/records';
import { range } from './reading.ts';

export const OurReading = defineRecord('Reading', {
  sensorId: field.dictionary({ limit: 256 }),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
});

/** The range that values are normalised from, as the stage takes it. */
export const scale = { min: range.low, max: range.high };

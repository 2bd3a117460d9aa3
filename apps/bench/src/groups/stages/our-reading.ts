import { defineRecord, field } from '@pipe/records';

export const OurReading = defineRecord('Reading', {
  sensorId: field.dictionary({ limit: 256 }),
  timestamp: field.timestamp(),
  value: field.float64(),
  unit: field.dictionary({ limit: 256 }),
});

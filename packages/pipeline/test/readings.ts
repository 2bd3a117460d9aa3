import { defineRecord, field } from '@pipe/records';

export const Reading = defineRecord('Reading', {
  sensorId: field.dictionary(),
  timestamp: field.timestamp(),
  value: field.float64().nullable(),
});

export interface ReadingInput {
  readonly sensorId: string;
  readonly timestamp: number;
  readonly value: number | null;
}

/** One reading a second of sensor `a`. */
export function readingsOf(values: readonly (number | null)[], sensorId = 'a'): ReadingInput[] {
  return values.map((value, i) => ({ sensorId, timestamp: i * 1_000, value }));
}

/** The batch sizes at which everything is run: alone, in pairs, off any power of two, and as usual. */
export const batchSizes = [1, 2, 511, 2_048];

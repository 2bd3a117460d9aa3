import { firstTimestamp, type RecordsInput, sensors, unit, valueAt } from './reading.ts';

/** Records as they come from elsewhere. */
export function plainRecords({ records }: RecordsInput) {
  return Array.from({ length: records }, (_, i) => ({
    sensorId: sensors[i % sensors.length] as string,
    timestamp: firstTimestamp + i,
    value: valueAt(i),
    unit,
    normalized: valueAt(i) / 100,
    rollingAvg: valueAt(i) / 2,
  }));
}

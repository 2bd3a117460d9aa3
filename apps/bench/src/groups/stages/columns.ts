import { firstTimestamp, type StagesInput, sensors, valueAt } from './reading.ts';

/** The readings in typed arrays; a sensor is its number. */
export function columns({ records }: StagesInput) {
  const sensor = new Uint8Array(records);
  const timestamp = new Float64Array(records);
  const value = new Float64Array(records);
  for (let i = 0; i < records; i += 1) {
    sensor[i] = i % sensors.length;
    timestamp[i] = firstTimestamp + i;
    value[i] = valueAt(i);
  }
  return { sensor, timestamp, value };
}

import { firstTimestamp, sensors, valueAt } from './reading.ts';

/** The numbers and texts of all records, for the contestants that are built from columns. */
export function columnsOfValues(records: number) {
  const codes = new Uint8Array(records);
  const timestamp = new Float64Array(records);
  const value = new Float64Array(records);
  const normalized = new Float64Array(records);
  const rollingAvg = new Float64Array(records);
  for (let i = 0; i < records; i += 1) {
    const given = valueAt(i);
    codes[i] = i % sensors.length;
    timestamp[i] = firstTimestamp + i;
    value[i] = given;
    normalized[i] = given / 100;
    rollingAvg[i] = given / 2;
  }
  return { codes, timestamp, value, normalized, rollingAvg };
}

import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';

class SensorRecord {
  sensorId: string;
  timestamp: number;
  value: number;
  unit: string;
  normalized: number | null;
  rollingAvg: number | null;

  constructor(sensorId: string, timestamp: number, value: number, normalized: number, rollingAvg: number) {
    this.sensorId = sensorId;
    this.timestamp = timestamp;
    this.value = value;
    this.unit = unit;
    this.normalized = normalized;
    this.rollingAvg = rollingAvg;
    Object.seal(this);
  }
}

export default holding({
  title: 'class instance, sealed by its constructor',
  build: ({ records }: RecordsInput) => {
    const kept = [];
    for (let i = 0; i < records; i += 1) {
      const value = valueAt(i);
      kept.push(
        new SensorRecord(sensors[i % 100] as string, firstTimestamp + i, value, value / 100, value / 2),
      );
    }
    return kept;
  },
  scan: (kept) => {
    let beyond = 0;
    let sum = 0;
    for (const { value } of kept) {
      if (value <= above) continue;
      beyond += 1;
      sum += value;
    }
    return { beyond, sum };
  },
});

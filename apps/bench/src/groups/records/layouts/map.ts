import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';

export default holding({
  title: 'Map',
  build: ({ records }: RecordsInput) => {
    const kept = [];
    for (let i = 0; i < records; i += 1) {
      const value = valueAt(i);
      kept.push(
        new Map<string, string | number>([
          ['sensorId', sensors[i % 100] as string],
          ['timestamp', firstTimestamp + i],
          ['value', value],
          ['unit', unit],
          ['normalized', value / 100],
          ['rollingAvg', value / 2],
        ]),
      );
    }
    return kept;
  },
  scan: (kept) => {
    let beyond = 0;
    let sum = 0;
    for (const record of kept) {
      const value = record.get('value') as number;
      if (value <= above) continue;
      beyond += 1;
      sum += value;
    }
    return { beyond, sum };
  },
});

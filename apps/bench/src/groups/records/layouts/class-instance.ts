import { holding } from '../../../contestant.ts';
import { above, firstTimestamp, type RecordsInput, sensors, unit, valueAt } from '../reading.ts';
import { SensorInstance } from '../sensor-class.ts';

export default holding({
  title: 'class instance',
  build: ({ records }: RecordsInput) => {
    const kept = [];
    for (let i = 0; i < records; i += 1) {
      const value = valueAt(i);
      kept.push(
        new SensorInstance(
          sensors[i % 100] as string,
          firstTimestamp + i,
          value,
          unit,
          value / 100,
          value / 2,
        ),
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

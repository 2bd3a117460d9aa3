import { work } from '../../../contestant.ts';
import { plainRecords } from '../plain-records.ts';
import type { RecordsInput } from '../reading.ts';
import { SensorInstance } from '../sensor-class.ts';

export default work({
  title: 'class instances',
  note: 'One is made of each object, unchecked, and kept.',
  prepare: (input: RecordsInput) => {
    const rows = plainRecords(input);
    return () => {
      const kept = [];
      for (const { sensorId, timestamp, value, unit, normalized, rollingAvg } of rows)
        kept.push(new SensorInstance(sensorId, timestamp, value, unit, normalized, rollingAvg));
      return kept.length;
    };
  },
});

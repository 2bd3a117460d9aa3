import { work } from '../../../contestant.ts';
import { above, range, readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';

const { low, high } = range;

export default work({
  title: 'hand-fused loop over objects',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const rolling = new RollingMean();
      let count = 0;
      let sum = 0;
      for (const { sensorId, value } of rows) {
        if (value <= above) continue;
        const mean = rolling.add(sensorId, (value - low) / (high - low));
        if (mean === null) continue;
        count += 1;
        sum += mean;
      }
      return { count, sum };
    };
  },
});

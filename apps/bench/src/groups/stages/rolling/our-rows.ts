import { fromRecords, normalize, pipeline, rollingAverage, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../../contestant.ts';
import { OurReading, scale } from '../our-reading.ts';
import { OurSum } from '../our-sum.ts';
import { above, readings, type StagesInput, window } from '../reading.ts';

export default work({
  title: 'ours, from objects',
  note: 'Every object is checked on its way into a batch.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new OurSum('rollingAvg');
      await pipeline('readings')
        .from(fromRecords(OurReading, rows))
        .through(
          thresholdFilter({ field: 'value', above }),
          normalize({ field: 'value', method: 'range', scale, into: 'normalized' }),
          rollingAverage({ field: 'normalized', window, by: 'sensorId', into: 'rollingAvg' }),
        )
        .into(sum)
        .run();
      return sum.totals;
    };
  },
});

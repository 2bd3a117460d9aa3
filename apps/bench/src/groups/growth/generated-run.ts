import { count, pipeline, rollingAverage, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { above, window } from '../stages/reading.ts';
import { generatedReadings } from './generated-readings.ts';

/** The same pipeline over a number of millions of readings; its time is that of one million. */
export const generatedRun = (millions: 1 | 10 | 100) =>
  work({
    title: `${millions} million`,
    portions: millions,
    prepare: () => async () => {
      const sink = count();
      await pipeline('growth')
        .from(generatedReadings(millions * 1_000_000))
        .through(
          thresholdFilter({ field: 'value', above }),
          rollingAverage({ field: 'value', window, by: 'sensorId', into: 'rollingAvg' }),
        )
        .into(sink)
        .run();
      return { matchedPerMillion: sink.count / millions };
    },
  });

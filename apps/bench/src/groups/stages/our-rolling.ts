import { normalize, pipeline, rollingAverage, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { heldBatches } from './our-batches.ts';
import { scale } from './our-reading.ts';
import { OurSum } from './our-sum.ts';
import { above, type StagesInput, window } from './reading.ts';

/** Threshold, normalize and rolling mean over batches of a size. */
export const ourRolling = (title: string, note: string, size: number) =>
  work({
    title,
    note,
    prepare: (input: StagesInput) => {
      const source = heldBatches(input, undefined, size);
      return async () => {
        const sum = new OurSum('rollingAvg');
        await pipeline('readings')
          .from(source())
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

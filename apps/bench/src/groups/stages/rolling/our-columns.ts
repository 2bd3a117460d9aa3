import { normalize, pipeline, rollingAverage, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../../contestant.ts';
import { heldBatches } from '../our-batches.ts';
import { scale } from '../our-reading.ts';
import { OurSum } from '../our-sum.ts';
import { above, type StagesInput, window } from '../reading.ts';

export default work({
  title: 'ours, from batches',
  note: 'The whole engine: checked at start, with ledger, metrics and audited settings.',
  prepare: (input: StagesInput) => {
    const source = heldBatches(input);
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

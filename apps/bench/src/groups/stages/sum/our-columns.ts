import { pipeline, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../../contestant.ts';
import { heldBatches } from '../our-batches.ts';
import { toFahrenheit } from '../our-column-stage.ts';
import { OurSum } from '../our-sum.ts';
import { above, type StagesInput } from '../reading.ts';

export default work({
  title: 'ours, from batches',
  note: 'The whole engine: checked at start, with ledger, metrics and audited settings.',
  prepare: (input: StagesInput) => {
    const source = heldBatches(input);
    return async () => {
      const sum = new OurSum('fahrenheit');
      await pipeline('readings')
        .from(source())
        .through(thresholdFilter({ field: 'value', above }), toFahrenheit())
        .into(sum)
        .run();
      return sum.totals;
    };
  },
});

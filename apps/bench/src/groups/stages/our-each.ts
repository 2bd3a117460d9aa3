import { pipeline } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { eachStage, type StageName } from './each-stages.ts';
import { OurSum } from './our-sum.ts';
import type { StagesInput } from './reading.ts';

/** One stage between a source and a sink. */
export const ourEach = (name: StageName) =>
  work({
    title: 'ours, in a pipeline',
    note: 'The whole engine around one stage: checked at start, with ledger and metrics.',
    prepare: (input: StagesInput) => {
      const { make, result, hold } = eachStage[name];
      const source = hold(input);
      return async () => {
        const sum = new OurSum(result);
        // The fields are known, though not to the compiler: one function serves all stages.
        await pipeline('readings')
          .from(source())
          .through(make() as never)
          .into(sum)
          .run();
        return sum.totals;
      };
    },
  });

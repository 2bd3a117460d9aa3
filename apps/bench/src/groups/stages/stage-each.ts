import type { StageContext } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { eachStage, type StageName } from './each-stages.ts';
import { OurSum } from './our-sum.ts';
import type { StagesInput } from './reading.ts';

/** None of these stages asks its context for anything. */
const context = {} as StageContext;

/** One stage without a pipeline: its own cost, and that of reading what it gives. */
export const stageEach = (name: StageName) =>
  work({
    title: 'ours, the stage alone',
    note: 'Its `process` is called for each batch, without a pipeline.',
    prepare: (input: StagesInput) => {
      const { make, result, hold } = eachStage[name];
      const source = hold(input);
      return async () => {
        const stage = make();
        const sum = new OurSum(result);
        const { recordType, stream } = source();
        stage.output?.(recordType as never);
        for await (const batch of stream({} as never)) {
          const processed = await stage.process(batch as never, context as never);
          if (processed === undefined) continue;
          sum.consume(processed as never, context as never);
          processed.release();
        }
        return sum.totals;
      };
    },
  });

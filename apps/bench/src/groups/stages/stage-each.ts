import type { AnyBatch, StageContext } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { eachStage, type StageName } from './each-stages.ts';
import { OurSum } from './our-sum.ts';
import type { StagesInput } from './reading.ts';

/** One stage without a pipeline: its own cost, and that of reading what it gives. */
export const stageEach = (name: StageName) =>
  work({
    title: 'ours, the stage alone',
    note: 'Its `process` is called for each batch, without a pipeline.',
    prepare: async (input: StagesInput) => {
      const { make, result, hold } = eachStage[name];
      const { recordType, stream } = hold(input)();
      const batches: AnyBatch[] = [];
      for await (const batch of stream({} as never)) batches.push(batch as never);
      return async () => {
        const stage = make();
        const sum = new OurSum(result);
        const add = (batch: AnyBatch): void => {
          sum.consume(batch, {} as never);
          batch.release();
        };
        const context = contextOf(add);
        stage.output?.(recordType as never);
        for (const batch of batches) {
          const taken = batch.fork();
          const processing = stage.process(taken as never, context);
          const processed = processing instanceof Promise ? await processing : processing;
          if (processed === undefined) taken.release();
          else add(processed);
        }
        await stage.finish?.(context);
        return sum.totals;
      };
    },
  });

/** The engine as a stage sees it, here one that keeps no ledger. */
function contextOf(emit: StageContext['emit']): StageContext {
  const ignore = () => {};
  return {
    signal: new AbortController().signal,
    emit,
    absorb: ignore,
    hold: ignore,
    settle: ignore,
    deadLetter: (_batch, _row, cause) => {
      throw cause;
    },
  };
}

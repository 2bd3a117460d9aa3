import { count, pipeline, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { heldBatches } from './our-batches.ts';
import { above, type StagesInput } from './reading.ts';

/** One to eight filters in a row; all that the first lets through passes the others. */
export const ourChain = (stages: 1 | 2 | 4 | 8) =>
  work({
    title: `ours, ${stages} ${stages === 1 ? 'stage' : 'stages'}`,
    prepare: (input: StagesInput) => {
      const source = heldBatches(input);
      return async () => {
        const sink = count();
        let filters = pipeline('readings').from(source());
        for (let stage = 0; stage < stages; stage += 1)
          filters = filters.through(thresholdFilter({ field: 'value', above }));
        await filters.into(sink).run();
        return sink.count;
      };
    },
  });

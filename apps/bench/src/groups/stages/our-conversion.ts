import { pipeline, thresholdFilter } from '@pipe/pipeline';
import { work } from '../../contestant.ts';
import { heldBatches } from './our-batches.ts';
import { OurSum } from './our-sum.ts';
import { above, type StagesInput } from './reading.ts';
import { toFahrenheit } from './to-fahrenheit.ts';

/** Filter, map and sum over batches of a size. */
export const ourConversion = (title: string, note: string, size: number) =>
  work({
    title,
    note,
    prepare: (input: StagesInput) => {
      const source = heldBatches(input, undefined, size);
      return async () => {
        const sum = new OurSum('fahrenheit');
        await pipeline('readings')
          .from(source())
          .through(thresholdFilter({ field: 'value', above }), toFahrenheit('fahrenheit'))
          .into(sum)
          .run();
        return sum.totals;
      };
    },
  });

import { work } from '../../contestant.ts';
import { columns } from './columns.ts';
import type { StagesInput } from './reading.ts';

/** What is left of a stage that changes no value once it is written by hand: nothing but the sum. */
export const valuesLoop = (note: string) =>
  work({
    title: 'hand-written loop over typed arrays',
    note,
    prepare: (input: StagesInput) => {
      const { value } = columns(input);
      return () => {
        let sum = 0;
        for (let i = 0; i < value.length; i += 1) sum += value[i];
        return { count: value.length, sum };
      };
    },
  });

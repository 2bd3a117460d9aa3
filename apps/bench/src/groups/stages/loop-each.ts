import { work } from '../../contestant.ts';
import { columns } from './columns.ts';
import { batchSize, type StagesInput } from './reading.ts';

export type Columns = ReturnType<typeof columns>;

/** Writes the results of some rows, NaN where there is none, from the start of `results` on; how many these are. */
export type FillResults = (start: number, end: number, results: Float64Array, isLast: boolean) => number;

/** What a stage does, written by hand: chunk after chunk into one array of results, which is then added up. */
export const loopEach = <Input = Columns>(
  makeFill: (input: Input) => FillResults,
  prepare = columns as (input: StagesInput) => Input,
) =>
  work({
    title: 'hand-written loop over typed arrays',
    note: 'It keeps what this one stage keeps, of sensors that are numbers, and nothing can be asked or changed.',
    prepare: (input: StagesInput) => {
      const prepared = prepare(input);
      const results = new Float64Array(batchSize * 2);
      return () => {
        const fill = makeFill(prepared);
        let count = 0;
        let sum = 0;
        for (let start = 0; start < input.records; start += batchSize) {
          const end = Math.min(start + batchSize, input.records);
          const filled = fill(start, end, results, end === input.records);
          for (let i = 0; i < filled; i += 1) {
            const result = results[i];
            if (Number.isNaN(result)) continue;
            count += 1;
            sum += result;
          }
        }
        return { count, sum };
      };
    },
  });

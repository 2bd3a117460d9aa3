import { Effect, Stream } from 'effect';
import { work } from '../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from './reading.ts';
import { isBeyond } from './steps.ts';
import { Sum } from './totals.ts';

/** Filter, map and sum in chunks of a size; 1 is per item. */
export const effectConversion = (title: string, chunkSize: number, note?: string) =>
  work({
    title,
    ...(note !== undefined && { note }),
    prepare: (input: StagesInput) => {
      const rows = readings(input);
      return () => {
        const total = Stream.fromIterable(rows, { chunkSize }).pipe(
          Stream.filter(isBeyond),
          Stream.map(({ value }) => fahrenheit(value)),
          Stream.runFold(
            () => new Sum(),
            (sum, value) => {
              sum.add(value);
              return sum;
            },
          ),
        );
        return Effect.runPromise(total).then((sum) => sum.totals);
      };
    },
  });

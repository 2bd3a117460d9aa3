import { Effect, Stream } from 'effect';
import { work } from '../../contestant.ts';
import { readings, type StagesInput } from './reading.ts';
import { RollingMean } from './rolling-mean.ts';
import { averageWith, isBeyond, normalize } from './steps.ts';
import { Sum } from './totals.ts';

/** Threshold, normalisation and rolling mean in chunks of a size; 1 is per item. */
export const effectRolling = (title: string, chunkSize: number, note?: string) =>
  work({
    title,
    ...(note !== undefined && { note }),
    prepare: (input: StagesInput) => {
      const rows = readings(input);
      return () => {
        const totals = Stream.fromIterable(rows, { chunkSize }).pipe(
          Stream.filter(isBeyond),
          Stream.map(normalize),
          Stream.map(averageWith(new RollingMean())),
          Stream.runFold(
            () => new Sum(),
            (sum, { rollingAvg }) => {
              sum.add(rollingAvg);
              return sum;
            },
          ),
        );
        return Effect.runPromise(totals).then((sum) => sum.totals);
      };
    },
  });

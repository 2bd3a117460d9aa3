import { Effect, Stream } from 'effect';
import { work } from '../../../contestant.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'Effect Stream, per item',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const totals = Stream.fromIterable(rows, { chunkSize: 1 }).pipe(
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

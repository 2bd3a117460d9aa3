import { Effect, Stream } from 'effect';
import { work } from '../../../contestant.ts';
import { batchSize, readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'Effect Stream, in chunks of 2,048',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const totals = Stream.fromIterable(rows, { chunkSize: batchSize }).pipe(
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

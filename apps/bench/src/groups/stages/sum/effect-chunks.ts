import { Effect, Stream } from 'effect';
import { work } from '../../../contestant.ts';
import { batchSize, fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'Effect Stream, in chunks of 2,048',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const total = Stream.fromIterable(rows, { chunkSize: batchSize }).pipe(
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

import { Effect, Stream } from 'effect';
import { work } from '../../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'Effect Stream, per item',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const total = Stream.fromIterable(rows, { chunkSize: 1 }).pipe(
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

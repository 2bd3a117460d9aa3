import { from } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';
import { work } from '../../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'IxJS, AsyncIterable',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      const values = from(rows).pipe(
        filter(isBeyond),
        map(({ value }) => fahrenheit(value)),
      );
      for await (const value of values) sum.add(value);
      return sum.totals;
    };
  },
});

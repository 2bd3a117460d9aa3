import { from } from 'ix/iterable';
import { filter, map } from 'ix/iterable/operators';
import { work } from '../../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'IxJS, Iterable',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const sum = new Sum();
      const values = from(rows).pipe(
        filter(isBeyond),
        map(({ value }) => fahrenheit(value)),
      );
      for (const value of values) sum.add(value);
      return sum.totals;
    };
  },
});

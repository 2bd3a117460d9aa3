import { work } from '../../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'plain arrays',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const sum = new Sum();
      rows
        .filter(isBeyond)
        .map(({ value }) => fahrenheit(value))
        .forEach((value) => {
          sum.add(value);
        });
      return sum.totals;
    };
  },
});

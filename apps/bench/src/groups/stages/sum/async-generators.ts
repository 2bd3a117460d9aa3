import { work } from '../../../contestant.ts';
import { filter, map, source } from '../async-generators.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'async generators',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      const values = map(filter(source(rows), isBeyond), ({ value }) => fahrenheit(value));
      for await (const value of values) sum.add(value);
      return sum.totals;
    };
  },
});

import { filter, from, lastValueFrom, map, reduce } from 'rxjs';
import { work } from '../../../contestant.ts';
import { fahrenheit, readings, type StagesInput } from '../reading.ts';
import { isBeyond } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'RxJS',
  note: 'Without back-pressure, which it does not have.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const total = from(rows).pipe(
        filter(isBeyond),
        map(({ value }) => fahrenheit(value)),
        reduce((sum, value) => {
          sum.add(value);
          return sum;
        }, new Sum()),
      );
      return (await lastValueFrom(total)).totals;
    };
  },
});

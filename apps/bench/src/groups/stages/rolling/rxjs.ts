import { filter, from, lastValueFrom, map, reduce } from 'rxjs';
import { work } from '../../../contestant.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'RxJS',
  note: 'Without back-pressure, which it does not have.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const means = from(rows).pipe(
        filter(isBeyond),
        map(normalize),
        map(averageWith(new RollingMean())),
        reduce((sum, { rollingAvg }) => {
          sum.add(rollingAvg);
          return sum;
        }, new Sum()),
      );
      return (await lastValueFrom(means)).totals;
    };
  },
});

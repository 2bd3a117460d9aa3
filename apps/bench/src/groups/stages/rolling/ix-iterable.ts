import { from } from 'ix/iterable';
import { filter, map } from 'ix/iterable/operators';
import { work } from '../../../contestant.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'IxJS, Iterable',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const sum = new Sum();
      const means = from(rows).pipe(filter(isBeyond), map(normalize), map(averageWith(new RollingMean())));
      for (const { rollingAvg } of means) sum.add(rollingAvg);
      return sum.totals;
    };
  },
});

import { from } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';
import { work } from '../../../contestant.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'IxJS, AsyncIterable',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      const means = from(rows).pipe(filter(isBeyond), map(normalize), map(averageWith(new RollingMean())));
      for await (const { rollingAvg } of means) sum.add(rollingAvg);
      return sum.totals;
    };
  },
});

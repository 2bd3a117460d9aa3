import { work } from '../../../contestant.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'plain arrays',
  note: 'filter, map and map over the whole array: it has to fit into memory.',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return () => {
      const sum = new Sum();
      rows
        .filter(isBeyond)
        .map(normalize)
        .map(averageWith(new RollingMean()))
        .forEach(({ rollingAvg }) => {
          sum.add(rollingAvg);
        });
      return sum.totals;
    };
  },
});

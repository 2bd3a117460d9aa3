import { work } from '../../../contestant.ts';
import { filter, map, source } from '../async-generators.ts';
import { readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

export default work({
  title: 'async generators',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      const beyond = filter(source(rows), isBeyond);
      const means = map(map(beyond, normalize), averageWith(new RollingMean()));
      for await (const { rollingAvg } of means) sum.add(rollingAvg);
      return sum.totals;
    };
  },
});

import { work } from '../../contestant.ts';
import { type Reading, readings, type StagesInput } from './reading.ts';
import { RollingMean } from './rolling-mean.ts';
import { averageWith, isBeyond, normalize } from './steps.ts';
import { Sum } from './totals.ts';

async function* source(rows: readonly Reading[]): AsyncGenerator<Reading> {
  yield* rows;
}

async function* filter<Item>(
  items: AsyncIterable<Item>,
  keeps: (item: Item) => boolean,
): AsyncGenerator<Item> {
  for await (const item of items) if (keeps(item)) yield item;
}

async function* map<In, Out>(items: AsyncIterable<In>, step: (item: In) => Out): AsyncGenerator<Out> {
  for await (const item of items) yield step(item);
}

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

import { work } from '../../../contestant.ts';
import { batchSize, type Reading, readings, type StagesInput } from '../reading.ts';
import { RollingMean } from '../rolling-mean.ts';
import { averageWith, isBeyond, normalize } from '../steps.ts';
import { Sum } from '../totals.ts';

async function* chunks(rows: readonly Reading[]): AsyncGenerator<readonly Reading[]> {
  for (let start = 0; start < rows.length; start += batchSize) yield rows.slice(start, start + batchSize);
}

async function* step<In, Out>(
  source: AsyncIterable<readonly In[]>,
  work: (chunk: readonly In[]) => readonly Out[],
): AsyncGenerator<readonly Out[]> {
  for await (const chunk of source) yield work(chunk);
}

export default work({
  title: 'async generators over arrays of 2,048',
  prepare: (input: StagesInput) => {
    const rows = readings(input);
    return async () => {
      const sum = new Sum();
      const average = averageWith(new RollingMean());
      const beyond = step(chunks(rows), (chunk) => chunk.filter(isBeyond));
      const normalized = step(beyond, (chunk) => chunk.map(normalize));
      for await (const chunk of step(normalized, (records) => records.map(average))) {
        for (const { rollingAvg } of chunk) sum.add(rollingAvg);
      }
      return sum.totals;
    };
  },
});

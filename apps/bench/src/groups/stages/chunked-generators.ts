import { work } from '../../contestant.ts';
import { type Reading, readings, type StagesInput } from './reading.ts';
import { RollingMean } from './rolling-mean.ts';
import { averageWith, isBeyond, normalize } from './steps.ts';
import { Sum } from './totals.ts';

async function* chunks(rows: readonly Reading[], size: number): AsyncGenerator<readonly Reading[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

async function* step<In, Out>(
  source: AsyncIterable<readonly In[]>,
  work: (chunk: readonly In[]) => readonly Out[],
): AsyncGenerator<readonly Out[]> {
  for await (const chunk of source) yield work(chunk);
}

/** Threshold, normalisation and rolling mean by generators of arrays of a size. */
export const chunkedGenerators = (title: string, size: number, note?: string) =>
  work({
    title,
    ...(note !== undefined && { note }),
    prepare: (input: StagesInput) => {
      const rows = readings(input);
      return async () => {
        const sum = new Sum();
        const average = averageWith(new RollingMean());
        const beyond = step(chunks(rows, size), (chunk) => chunk.filter(isBeyond));
        const normalized = step(beyond, (chunk) => chunk.map(normalize));
        for await (const chunk of step(normalized, (records) => records.map(average))) {
          for (const { rollingAvg } of chunk) sum.add(rollingAvg);
        }
        return sum.totals;
      };
    },
  });

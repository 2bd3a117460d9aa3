import { readFile, writeFile } from 'node:fs/promises';
import { groups } from '../groups.ts';
import type { Results } from '../results.ts';
import { benchmarksPage } from './benchmarks-page.ts';
import { growthPlot } from './growth-plot.ts';

const root = new URL('../../../../', import.meta.url);
const figures = new URL('bench-results.json', root);
const docs = new URL('docs/', root);

/** Puts new results beside those of groups that were run before, and writes figures, page and plots anew. */
export async function writeDocuments(results: Results): Promise<void> {
  const all = { ...(await earlierResults()), ...results };
  await writeFile(figures, `${JSON.stringify(all, undefined, 2)}\n`);
  await writeFile(new URL('benchmarks.md', docs), benchmarksPage(all));
  for (const { name, tasks } of groups) {
    for (const task of tasks) {
      const result = all[name]?.tasks[task.name];
      if (task.plot !== undefined && result !== undefined)
        await writeFile(new URL(task.plot, docs), growthPlot(result));
    }
  }
}

async function earlierResults(): Promise<Results> {
  try {
    return JSON.parse(await readFile(figures, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

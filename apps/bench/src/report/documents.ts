import { readFile, writeFile } from 'node:fs/promises';
import { readFloors } from '../floors.ts';
import { groups } from '../groups.ts';
import type { Results, TaskResult } from '../results.ts';
import { benchmarksPage } from './benchmarks-page.ts';
import { growthPlot } from './growth-plot.ts';
import { mergeResults, resultsAsText } from './kept-results.ts';

const root = new URL('../../../../', import.meta.url);
const figures = new URL('bench-results.json', root);
const docs = new URL('docs/', root);

/** What is written, relative to the repository. */
export const documents = 'bench-results.json, docs/benchmarks.md and its plots';

/** Puts a task's new result beside those of earlier runs, and writes figures, page and plots anew. */
export async function writeDocuments(group: string, task: string, result: TaskResult): Promise<void> {
  const all = mergeResults(groups, await earlierResults(), group, task, result);
  await writeFile(figures, resultsAsText(all));
  await writeFile(new URL('benchmarks.md', docs), benchmarksPage(groups, readFloors(), all));
  for (const { name, tasks } of groups) {
    for (const { name: taskName, plot } of tasks) {
      const plotted = all[name]?.[taskName];
      if (plot !== undefined && plotted !== undefined)
        await writeFile(new URL(plot, docs), growthPlot(plotted));
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

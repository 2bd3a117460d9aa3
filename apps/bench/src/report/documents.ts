import { readFile, writeFile } from 'node:fs/promises';
import type { Results } from '../results.ts';
import { benchmarksPage } from './benchmarks-page.ts';

const figures = new URL('../../../../bench-results.json', import.meta.url);
const page = new URL('../../../../docs/benchmarks.md', import.meta.url);

/** Puts new results beside those of groups that were run before, and writes figures and page anew. */
export async function writeDocuments(results: Results): Promise<void> {
  const all = { ...(await earlierResults()), ...results };
  await writeFile(figures, `${JSON.stringify(all, undefined, 2)}\n`);
  await writeFile(page, benchmarksPage(all));
}

async function earlierResults(): Promise<Results> {
  try {
    return JSON.parse(await readFile(figures, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

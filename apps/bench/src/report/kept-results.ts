import type { Results, TaskResult } from '../results.ts';
import type { Group } from '../task.ts';

/** Earlier results with a new one in its place, in the order of the documents; those of tasks that are no more are dropped. */
export function mergeResults(
  groups: readonly Group[],
  earlier: Results,
  group: string,
  task: string,
  result: TaskResult,
): Results {
  const all: Results = { ...earlier, [group]: { ...earlier[group], [task]: result } };
  const known = groups.flatMap(({ name, tasks }) => {
    const results = tasks.flatMap((each) => {
      const kept = all[name]?.[each.name];
      return kept === undefined ? [] : [[each.name, kept] as const];
    });
    return results.length === 0 ? [] : [[name, Object.fromEntries(results)] as const];
  });
  return Object.fromEntries(known);
}

const numbers = /\[[-\d\s.,enul+]*\]/g;

/** As JSON, the samples of a measure on one line. */
export function resultsAsText(results: Results): string {
  const text = JSON.stringify(results, undefined, 2);
  return `${text.replace(numbers, (list) => list.replace(/\s+/g, '').replaceAll(',', ', '))}\n`;
}

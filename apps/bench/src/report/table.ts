import type { TaskResult } from '../results.ts';
import type { Task } from '../task.ts';
import { figure, multiple } from './format.ts';

export interface Table {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a task, a contestant a row. */
export function tableOf(task: Task, result: TaskResult): Table {
  const [compared] = task.measures;
  const rows = task.contestants.flatMap((id) => {
    const contestant = result[id];
    if (contestant === undefined) return [];
    const cells = task.measures.map(({ name }) => {
      const summary = contestant.measures[name];
      return summary === undefined ? '' : figure(summary.median);
    });
    const times = id === task.ours ? '1' : multiple(contestant.timesOurs);
    return [[contestant.title, ...cells, times]];
  });
  const heading = ['', ...task.measures.map((measure) => measure.heading)];
  return { heading: [...heading, `${compared?.heading} as a multiple of ours`], rows };
}

/** As lines for a terminal; all columns but the first stand to the right. */
export function tableAsText({ heading, rows }: Table): string {
  const widths = heading.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(heading), ...rows.map(line)].map((text) => `  ${text}\n`).join('');
}

export function tableAsMarkdown({ heading, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rule = heading.map((_, column) => (column === 0 ? '---' : '--:'));
  return [heading, rule, ...rows].map(line).join('');
}

import { type Measured, ratioOf, summaryOf } from '../results.ts';
import type { Task } from '../task.ts';
import { figure, multiple } from './format.ts';

export interface Table {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The figures of a task, a contestant a row, each a median of so many samples. */
export function tableOf(task: Task, measured: Measured): Table {
  const [compared] = task.measures;
  const rows = Object.entries(measured.contestants).map(([id, { title }]) => {
    const summaries = task.measures.map(({ name }) => summaryOf(measured, id, name));
    const cells = summaries.map((summary) => (summary === undefined ? '' : figure(summary.median)));
    const counts = new Set(summaries.flatMap((summary) => (summary === undefined ? [] : [summary.samples])));
    const ratio = ratioOf(measured, id, task.ours, compared.name);
    const times = id === task.ours ? '1' : ratio === undefined ? '' : multiple(ratio);
    return [title, ...cells, times, [...counts].join(', ')];
  });
  const heading = ['', ...task.measures.map((measure) => measure.heading)];
  return { heading: [...heading, `${compared.heading} as a multiple of ours`, 'samples'], rows };
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

import { groups } from '../groups.ts';
import type { GroupResult, Results, TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { tableAsMarkdown, tableOf } from './table.ts';

const introduction = `# Benchmarks

Us beside our peers, on the same work. Written by \`pnpm bench\`; the figures are in \`bench-results.json\`.

Times of one machine mean little on another, and less on one that is busy: what counts is the ratio within one run. Each
contestant is a small file in \`apps/bench/src/groups\`, runs in a process of its own under \`NODE_ENV=production\`, is
warmed up, and then takes turns with the others, several times, started anew each round. Answers are compared before a
time counts. Figures are medians; a ratio is taken turn by turn and given with the range that half of the turns lie in.
`;

/** The page of all results. */
export function benchmarksPage(results: Results): string {
  const sections = groups.flatMap((group) => {
    const result = results[group.name];
    return result === undefined ? [] : [groupSection(group, result)];
  });
  return [introduction, ...sections].join('\n');
}

function groupSection(group: Group, result: GroupResult): string {
  const { processor, threads, memoryGiB, system, node, commit } = result.machine;
  const tasks = group.tasks.flatMap((task) => {
    const measured = result.tasks[task.name];
    return measured === undefined ? [] : [taskSection(task, measured)];
  });
  const versions = Object.entries(result.versions).map(([name, version]) => `${name} ${version}`);
  return `## ${group.title}

${group.about}

\`${result.command}\`, ${result.date}, ${processor}, ${threads} threads, ${memoryGiB} GiB, ${system}, Node ${node}, commit ${commit}.
Peers: ${versions.join(', ')}.

${tasks.join('\n')}`;
}

function taskSection(task: Task, result: TaskResult): string {
  const notes = Object.values(result).flatMap(({ title, note }) =>
    note === undefined ? [] : [`- ${title}: ${note}`],
  );
  const parts = [`### ${task.title}`, task.about, tableAsMarkdown(tableOf(task, result)).trimEnd()];
  if (task.reading !== undefined) parts.push(task.reading);
  if (notes.length > 0) parts.push(notes.join('\n'));
  return `${parts.join('\n\n')}\n`;
}

import { groups } from '../groups.ts';
import type { GroupResult, Results, TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { headlinesAsMarkdown } from './headlines.ts';
import { standing } from './standing.ts';
import { tableAsMarkdown, tableOf } from './table.ts';

const introduction = `# Benchmarks

Us beside our peers, on the same work. Written by \`pnpm bench\`, which also keeps the figures in \`bench-results.json\`.

Times of one machine mean little on another, and less on one that is busy: what counts is the ratio within one run. Each
contestant is a small file in \`apps/bench/src/groups\` and runs in a process of its own under \`NODE_ENV=production\`. It
is warmed up and then takes turns with the others, several times, started anew each round. Answers are compared before a
time counts. Figures are medians; a ratio is taken turn by turn, and the range beside it is where half of the turns lie.
`;

/** The page of all results. */
export function benchmarksPage(results: Results): string {
  const known = groups.flatMap((group) => {
    const result = results[group.name];
    return result === undefined ? [] : [{ group, result }];
  });
  const headlines = known.flatMap(({ result }) => result.headlines);
  return [
    introduction,
    ...(headlines.length === 0 ? [] : [headlineSection(headlinesAsMarkdown(headlines))]),
    ...known.map(({ group, result }) => groupSection(group, result)),
  ].join('\n');
}

function headlineSection(table: string): string {
  return `## Headlines

The figure of the nearest peer as a multiple of ours. \`pnpm bench --check\` fails when one falls below its floor.

${table}`;
}

function groupSection(group: Group, result: GroupResult): string {
  const { processor, threads, memoryGiB, system, node, commit } = result.machine;
  const tasks = group.tasks.flatMap((task) => {
    const measured = result.tasks[task.name];
    return measured === undefined ? [] : [taskSection(task, measured, group.peers.length > 0)];
  });
  const versions = group.peers.map((name) => `${name} ${result.versions[name]}`);
  const peers = versions.length === 0 ? '' : `\nPeers: ${versions.join(', ')}.`;
  return `## ${group.title}

${group.about}

\`${result.command}\`, ${result.date}: ${processor}, ${threads} threads, ${memoryGiB} GiB, ${system}, Node ${node}, commit ${commit}.${peers}

${tasks.join('\n')}`;
}

function taskSection(task: Task, result: TaskResult, isCompared: boolean): string {
  const notes = Object.values(result).flatMap(({ title, note }) =>
    note === undefined ? [] : [`- ${title}: ${note}`],
  );
  const parts = [
    `### ${task.title}`,
    task.about,
    ...(task.plot === undefined ? [] : [`![${task.title}](${task.plot})`]),
    tableAsMarkdown(tableOf(task, result)).trimEnd(),
    isCompared ? standing(task, result) : '',
    notes.join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

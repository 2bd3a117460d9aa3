import { basename } from 'node:path';
import { type Floor, judgeAll } from '../floors.ts';
import type { Results, TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { headlinesAsMarkdown } from './headlines.ts';
import { standing } from './standing.ts';
import { tableAsMarkdown, tableOf } from './table.ts';

const introduction = `# Benchmarks

Us beside our peers, on the same work. Written by \`pnpm bench\`, which also keeps the samples in \`bench-results.json\`.

Times of one machine mean little on another, and less on one that is busy: what counts is the ratio within one run. Each
contestant is a small file in \`apps/bench/src/groups\` and runs in a process of its own under \`NODE_ENV=production\`. It
is warmed up and then takes turns with the others, several times, started anew each round. Answers are compared before a
time counts. Figures are medians of as many samples as stand beside them, fewer for those who are so slow that they use up
their time; a second number is that of peak memory, which is taken once a round. A ratio is taken turn by turn; the range
beside it is where half of the turns lie, and is left out under three. What differs by less than its range is noise.
`;

/** The page of all results; claims are held against the floors as they are now. */
export function benchmarksPage(groups: readonly Group[], floors: readonly Floor[], results: Results): string {
  const headlines = judgeAll(floors, results);
  return [
    introduction,
    ...(headlines.length === 0 ? [] : [headlineSection(headlinesAsMarkdown(headlines))]),
    ...groups.flatMap((group) => {
      const measured = results[group.name];
      return measured === undefined ? [] : [groupSection(group, measured)];
    }),
  ].join('\n');
}

function headlineSection(table: string): string {
  return `## Headlines

The figure of the best of the peers as a multiple of ours: of times the fastest, of bytes the smallest. Floors and goals are
those of \`apps/bench/floors.json\`; \`pnpm bench --check\` fails when a claim falls below its floor.

${table}`;
}

function groupSection(group: Group, results: Results[string]): string {
  const runs = new Set(Object.values(results).map((result) => runOf(result)));
  const isOneRun = runs.size === 1;
  const tasks = group.tasks.map((task) => {
    const result = results[task.name];
    return result === undefined
      ? unmeasuredSection(task)
      : taskSection(task, result, group.peers.length > 0, !isOneRun);
  });
  const parts = [`## ${group.title}`, group.about, ...(isOneRun ? runs : []), ...tasks];
  return `${parts.join('\n\n')}\n`;
}

function unmeasuredSection({ title, about, needs }: Task): string {
  const reason = needs === undefined ? '' : `: it needs ${basename(needs)}`;
  return `### ${title}\n\n${about}\n\nNot measured${reason}.`;
}

/** The run that a result is of. */
function runOf({ command, date, machine, versions }: TaskResult): string {
  const { processor, threads, memoryGiB, system, node } = machine;
  const peers = Object.entries(versions).map((each) => each.join(' '));
  const run = `\`${command}\`, ${date}: ${processor}, ${threads} threads, ${memoryGiB} GiB, ${system}, Node ${node}.`;
  return peers.length === 0 ? run : `${run}\nPeers: ${peers.join(', ')}.`;
}

function taskSection(task: Task, result: TaskResult, isCompared: boolean, givesRun: boolean): string {
  const notes = Object.values(result.contestants).flatMap(({ title, note }) =>
    note === undefined ? [] : [`- ${title}: ${note}`],
  );
  const absent = Object.entries(result.absent).map(([id, reason]) => `${id} (${reason})`);
  const parts = [
    `### ${task.title}`,
    task.about,
    givesRun ? runOf(result) : '',
    task.plot === undefined ? '' : `![${task.title}](${task.plot})`,
    tableAsMarkdown(tableOf(task, result)).trimEnd(),
    isCompared ? standing(task, result) : '',
    absent.length === 0 ? '' : `Sat out: ${absent.join(', ')}.`,
    notes.length === 0 ? '' : `Notes:\n\n${notes.join('\n')}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

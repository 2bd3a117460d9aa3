import { contestantsOf, type Floor, type Headline, judge } from '../floors.ts';
import { tableAsText, tableOf } from '../report/table.ts';
import { type GroupResult, type Results, resultOf, type TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { peerVersions, thisMachine } from './machine.ts';
import { type Effort, runTask } from './run-task.ts';

export interface RunOptions {
  readonly floors: readonly Floor[];
  readonly effort: Effort;
  /** Only the contestants of the floors. */
  readonly quick: boolean;
  /** As it was typed. */
  readonly command: string;
  /** Told what is going on. */
  readonly log: (text: string) => void;
  /** Given each table as soon as it is there. */
  readonly print: (text: string) => void;
}

/** Runs groups one after the other, and holds what they measure against the floors. */
export async function runGroups(
  groups: readonly Group[],
  options: RunOptions,
): Promise<{ results: Results; headlines: readonly Headline[] }> {
  const results: { [group: string]: GroupResult } = {};
  const headlines: Headline[] = [];
  for (const group of groups) {
    const tasks: { [task: string]: TaskResult } = {};
    for (const task of group.tasks) {
      const measured = await runOne(group, task, options);
      if (measured === undefined) continue;
      tasks[task.name] = measured.result;
      headlines.push(...measured.headlines);
    }
    const date = new Date().toISOString().slice(0, 10);
    const { command } = options;
    results[group.name] = { date, command, machine: thisMachine(), versions: peerVersions(), tasks };
  }
  return { results, headlines };
}

async function runOne(
  group: Group,
  task: Task,
  { floors, effort, quick, log, print }: RunOptions,
): Promise<{ result: TaskResult; headlines: Headline[] } | undefined> {
  const only = quick ? contestantsOf(floors, group.name, task.name) : undefined;
  if (only?.size === 0) return undefined;
  const samples = await runTask(group.name, task, effort, { only, log });
  const result = resultOf(task, samples);
  print(`\n${group.title}: ${task.title}\n\n${tableAsText(tableOf(task, result))}`);
  const concerned = floors.filter((floor) => floor.group === group.name && floor.task === task.name);
  return { result, headlines: concerned.map((floor) => judge(floor, samples)) };
}

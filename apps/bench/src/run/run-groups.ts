import { existsSync } from 'node:fs';
import { contestantsOf, type Floor, floorsOf, type Headline, judge } from '../floors.ts';
import { tableAsText, tableOf } from '../report/table.ts';
import { type GroupResult, type Results, resultOf, type TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { thisMachine, versionsOf } from './machine.ts';
import { type Effort, runTask } from './run-task.ts';

export interface RunOptions {
  readonly floors: readonly Floor[];
  readonly effort: Effort;
  /** Only the contestants of the floors. */
  readonly quick: boolean;
  /** Look again, and longer, before a claim is said not to hold: another program may have been busy. */
  readonly lookTwice: boolean;
  /** As it was typed. */
  readonly command: string;
  /** Told what is going on. */
  readonly log: (text: string) => void;
  /** Given each table as soon as it is there. */
  readonly print: (text: string) => void;
}

interface Measured {
  readonly result: TaskResult;
  readonly headlines: readonly Headline[];
}

/** Runs groups one after the other, and holds what they measure against the floors. */
export async function runGroups(groups: readonly Group[], options: RunOptions): Promise<Results> {
  const { floors, quick, command, log } = options;
  const results: { [group: string]: GroupResult } = {};
  for (const group of groups) {
    const tasks: { [task: string]: TaskResult } = {};
    const headlines: Headline[] = [];
    for (const task of group.tasks) {
      if (quick && floorsOf(floors, group.name, task.name).length === 0) continue;
      if (task.needs !== undefined && !existsSync(task.needs)) {
        log(`${group.name} ${task.name} is skipped: it needs ${task.needs}`);
        continue;
      }
      const measured = await measure(group, task, options);
      tasks[task.name] = measured.result;
      headlines.push(...measured.headlines);
    }
    const date = new Date().toISOString().slice(0, 10);
    const [machine, versions] = [thisMachine(), versionsOf(group.peers)];
    results[group.name] = { date, command, machine, versions, headlines, tasks };
  }
  return results;
}

async function measure(group: Group, task: Task, options: RunOptions): Promise<Measured> {
  const first = await measureOnce(group, task, options);
  if (!options.lookTwice || first.headlines.every(({ holds }) => holds)) return first;
  options.log(`${group.name} ${task.name}: a claim does not hold, looking again`);
  const { effort } = options;
  return measureOnce(group, task, { ...options, effort: { ...effort, rounds: effort.rounds + 1 } });
}

async function measureOnce(
  group: Group,
  task: Task,
  { floors, effort, quick, log, print }: RunOptions,
): Promise<Measured> {
  const concerned = floorsOf(floors, group.name, task.name);
  const only = quick ? new Set([task.ours, ...contestantsOf(concerned)]) : undefined;
  const samples = await runTask(group.name, task, { effort, only, log });
  const result = resultOf(task, samples);
  print(`\n${group.title}: ${task.title}\n\n${tableAsText(tableOf(task, result))}`);
  return { result, headlines: concerned.map((floor) => judge(floor, samples)) };
}

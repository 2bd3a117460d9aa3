import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { contestantsOf, type Floor, floorsOf, type Headline, judge } from '../floors.ts';
import { figure, multiple } from '../report/format.ts';
import { tableAsText, tableOf } from '../report/table.ts';
import type { Measured, TaskResult } from '../results.ts';
import type { Group, Task } from '../task.ts';
import { thisMachine, versionsOf } from './machine.ts';
import { type Effort, runTask } from './run-task.ts';

export interface RunOptions {
  readonly floors: readonly Floor[];
  readonly effort: Effort;
  /** The options that make it a trial; a task's own effort is for runs that are none. */
  readonly trial: readonly string[];
  /** Only the contestants of the floors. */
  readonly quick: boolean;
  /** These contestants and ours; all without it. */
  readonly only: ReadonlySet<string> | undefined;
  /** Look again, and longer, before a claim is said not to hold: another program may have been busy. */
  readonly lookTwice: boolean;
  /** As it was typed. */
  readonly command: string;
  /** Told what is going on. */
  readonly log: (text: string) => void;
  /** Given each table as soon as it is there. */
  readonly print: (text: string) => void;
  /** Given the result of each task as soon as it is there: a run that is broken off keeps what it measured. */
  readonly keep: (group: string, task: string, result: TaskResult) => Promise<void>;
}

/** Runs groups one after the other, and holds what they measure against the floors. */
export async function runGroups(groups: readonly Group[], options: RunOptions): Promise<readonly Headline[]> {
  const { floors, quick, only, command, log, keep } = options;
  const headlines: Headline[] = [];
  for (const group of groups) {
    for (const task of group.tasks) {
      const concerned = floorsOf(floors, group.name, task.name);
      if (quick && concerned.length === 0) continue;
      if (task.needs !== undefined && !existsSync(task.needs)) {
        log(`${group.name} ${task.name} is skipped: ${basename(task.needs)} is not on this machine`);
        continue;
      }
      const measured = await measure(group, task, concerned, options);
      const date = new Date().toISOString().slice(0, 10);
      const [machine, versions] = [thisMachine(), versionsOf(group.peers)];
      await keep(group.name, task.name, { date, command, machine, versions, ...measured });
      const judged = concerned.map((floor) => judge(floor, measured));
      // A claim about contestants that were not asked for is no claim of this run.
      headlines.push(...judged.filter(({ missing }) => only === undefined || missing.length === 0));
    }
  }
  return headlines;
}

async function measure(
  group: Group,
  task: Task,
  concerned: readonly Floor[],
  options: RunOptions,
): Promise<Measured> {
  const first = await measureOnce(group, task, concerned, options);
  const fallen = concerned
    .map((floor) => judge(floor, first))
    .filter(({ best, holds }) => best !== undefined && !holds);
  if (!options.lookTwice || fallen.length === 0) return first;
  options.print(`\n${secondLook(group, task, fallen)}`);
  const { effort } = options;
  const longer = { ...effort, rounds: effort.rounds + 1 };
  return measureOnce(group, task, concerned, { ...options, effort: longer });
}

/** Why there is a second look: what the claims that do not hold came out at. */
function secondLook({ name }: Group, task: Task, fallen: readonly Headline[]): string {
  const reasons = fallen.map(
    ({ floor, best }) =>
      `'${floor.claim}' came out at ${best && multiple(best.ratio)}, below its floor of ${figure(floor.floor)}×`,
  );
  return `A second, longer look at ${name}/${task.name}, which counts instead of the first: ${reasons.join('; ')}. Another program may have been busy.`;
}

async function measureOnce(
  group: Group,
  task: Task,
  concerned: readonly Floor[],
  { effort, trial, quick, only, log, print }: RunOptions,
): Promise<Measured> {
  const asked = only ?? (quick ? contestantsOf(concerned) : undefined);
  const measured = await runTask(group.name, task, {
    effort: {
      ...effort,
      ...(trial.length === 0 && task.effort),
      minMs: Math.max(effort.minMs, task.minMs ?? 0),
    },
    only: asked && new Set([task.ours, ...asked]),
    log,
  });
  print(`\n${group.title}: ${task.title}\n\n${tableAsText(tableOf(task, measured))}`);
  return measured;
}

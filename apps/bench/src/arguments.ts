import { parseArgs } from 'node:util';
import type { Effort } from './run/run-task.ts';
import type { Group, Task } from './task.ts';
import { UsageError } from './usage-error.ts';

/** What the command line asks for. */
export interface Arguments {
  /** Only say how the command is used. */
  readonly help: boolean;
  /** What is run, each group with the tasks that were asked for. */
  readonly groups: readonly Group[];
  /** Only the contestants of the headline claims. */
  readonly quick: boolean;
  /** Fail when a claim does not hold. */
  readonly check: boolean;
  /** These contestants and ours; all without it. */
  readonly only: ReadonlySet<string> | undefined;
  readonly effort: Effort;
  /** The options that make a run a trial, whose figures are not worth keeping. */
  readonly trial: readonly string[];
  /** Whether the documents are written. */
  readonly writes: boolean;
  /** The command as it was typed, for the documents. */
  readonly command: string;
}

const thorough: Effort = { rounds: 2, turns: 5, minMs: 200, budgetMs: 12_000 };
const brief: Effort = { rounds: 1, turns: 5, minMs: 100, budgetMs: 2_000 };

const options = {
  quick: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  only: { type: 'string' },
  rounds: { type: 'string' },
  turns: { type: 'string' },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const trialOptions = ['quick', 'check', 'only', 'rounds', 'turns'] as const;

/** @throws {@link UsageError} when something is not known, or not what it has to be. */
export function parseArguments(args: readonly string[], known: readonly Group[]): Arguments {
  const { values, positionals } = parsed(args);
  const asked = chosen(positionals, known);
  const only = contestants(values.only, asked);
  const quick = values.quick || values.check;
  const effort = quick ? brief : thorough;
  const trial = trialOptions.filter((name) => values[name] !== undefined && values[name] !== false);
  return {
    help: values.help,
    groups: only === undefined ? asked : having(asked, (task) => task.contestants.some((id) => only.has(id))),
    quick,
    check: values.check,
    only,
    effort: {
      ...effort,
      rounds: positive('rounds', values.rounds, effort.rounds),
      turns: positive('turns', values.turns, effort.turns),
    },
    trial: trial.map((name) => `--${name}`),
    writes: values.write || trial.length === 0,
    command: ['pnpm bench', ...args].join(' '),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const [problem] = (error as Error).message.split('. ');
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`${problem}; the options are ${names.join(', ')}`, { cause: error });
  }
}

/** The groups that are named, as `stages` or by one of their tasks, as `stages/rolling`; all when none is. */
function chosen(names: readonly string[], known: readonly Group[]): readonly Group[] {
  if (names.length === 0) return known;
  for (const name of names) refuseStranger(name, known);
  return having(
    known,
    (task, group) => names.includes(group.name) || names.includes(`${group.name}/${task.name}`),
  );
}

/** Groups with some of their tasks, without those that have none of them. */
function having(groups: readonly Group[], isAsked: (task: Task, group: Group) => boolean): readonly Group[] {
  return groups
    .map((group) => ({ ...group, tasks: group.tasks.filter((task) => isAsked(task, group)) }))
    .filter(({ tasks }) => tasks.length > 0);
}

function refuseStranger(name: string, known: readonly Group[]): void {
  const [groupName, taskName] = name.split('/');
  const group = known.find((each) => each.name === groupName);
  if (group === undefined)
    throw new UsageError(
      `There is no group ${groupName}; the groups are ${known.map((each) => each.name).join(', ')}`,
    );
  if (taskName === undefined || group.tasks.some((task) => task.name === taskName)) return;
  const tasks = group.tasks.map((task) => `${group.name}/${task.name}`);
  throw new UsageError(`There is no task ${name}; the tasks are ${tasks.join(', ')}`);
}

function contestants(given: string | undefined, groups: readonly Group[]): ReadonlySet<string> | undefined {
  if (given === undefined) return undefined;
  const known = new Set(groups.flatMap(({ tasks }) => tasks.flatMap((task) => task.contestants)));
  const asked = given.split(',');
  const stranger = asked.find((id) => !known.has(id));
  if (stranger === undefined) return new Set(asked);
  throw new UsageError(`--only takes contestants like rxjs,duckdb, and ${stranger} is none of what is run`);
}

function positive(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback;
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`--${name} takes a whole number of 1 or more, not ${given}`);
  return number;
}

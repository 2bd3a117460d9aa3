import type { Headline } from './floors.ts';
import type { Machine } from './run/machine.ts';
import type { Samples } from './run/run-task.ts';
import { pairedRatios, type Summary, summarise } from './statistics.ts';
import type { Task } from './task.ts';

/** Everything measured so far; running one group replaces that group alone. */
export interface Results {
  readonly [group: string]: GroupResult;
}

/** A run of a group. */
export interface GroupResult {
  readonly date: string;
  readonly command: string;
  readonly machine: Machine;
  /** The versions of our peers. */
  readonly versions: { readonly [name: string]: string };
  readonly headlines: readonly Headline[];
  readonly tasks: { readonly [task: string]: TaskResult };
}

export interface TaskResult {
  readonly [contestant: string]: ContestantResult;
}

export interface ContestantResult {
  readonly title: string;
  readonly note?: string;
  /** By measure, in the unit of its heading. */
  readonly measures: { readonly [measure: string]: Summary };
  /** The first measure as a multiple of ours, turn by turn. */
  readonly timesOurs: Summary;
}

/** Samples of a task as medians with their spread. */
export function resultOf(task: Task, samples: readonly Samples[]): TaskResult {
  const ours = samples.find(({ id }) => id === task.ours);
  const [{ name: compared }] = task.measures as readonly [Task['measures'][number]];
  const reference = ours?.measures[compared];
  if (reference === undefined) throw new Error(`Nothing was measured of ${task.ours} in ${task.name}`);
  return Object.fromEntries(
    samples.map(({ id, title, note, measures }) => [
      id,
      {
        title,
        ...(note !== undefined && { note }),
        measures: Object.fromEntries(
          task.measures
            .filter(({ name }) => measures[name] !== undefined)
            .map(({ name, scale }) => [name, summarise(present(measures[name]).map((each) => each * scale))]),
        ),
        timesOurs: summarise(pairedRatios(measures[compared] ?? [], reference)),
      },
    ]),
  );
}

function present(samples: readonly (number | undefined)[] = []): number[] {
  return samples.filter((sample) => sample !== undefined);
}

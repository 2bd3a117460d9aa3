import type { Machine } from './run/machine.ts';
import { pairedRatios, type Summary, summarise } from './statistics.ts';

/** Everything measured so far, by group and task; running one task replaces that task alone. */
export interface Results {
  readonly [group: string]: { readonly [task: string]: TaskResult };
}

/** A run of a task, as it is kept: all that is shown of it is worked out from its samples. */
export interface TaskResult extends Measured {
  readonly date: string;
  /** As it was typed. */
  readonly command: string;
  readonly machine: Machine;
  /** The versions of our peers. */
  readonly versions: { readonly [name: string]: string };
}

/** What was measured of a task. */
export interface Measured {
  /** Those that took part, in the order of the task. */
  readonly contestants: { readonly [id: string]: ContestantResult };
  /** Those that did not, and why. */
  readonly absent: { readonly [id: string]: string };
}

export interface ContestantResult {
  readonly title: string;
  readonly note?: string;
  /** By measure, in the unit of its heading. */
  readonly samples: { readonly [measure: string]: Samples };
}

/** In the order they were taken; null where a contestant sat out, so that those of one place belong together. */
export type Samples = readonly (number | null)[];

/** The middle of a contestant's samples; undefined when there are none. */
export function summaryOf({ contestants }: Measured, id: string, measure: string): Summary | undefined {
  const samples = contestants[id]?.samples[measure]?.filter((sample) => sample !== null) ?? [];
  return samples.length === 0 ? undefined : summarise(samples);
}

/** A contestant's measure as a multiple of another's, turn by turn; undefined when they have no turn in common. */
export function ratioOf(
  { contestants }: Measured,
  id: string,
  other: string,
  measure: string,
): Summary | undefined {
  const [samples, reference] = [id, other].map((each) => contestants[each]?.samples[measure] ?? []);
  const ratios = pairedRatios(samples, reference);
  return ratios.length === 0 ? undefined : summarise(ratios);
}

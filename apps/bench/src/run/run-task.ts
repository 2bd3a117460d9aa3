import type { Task } from '../task.ts';
import { programOf } from './bundle.ts';
import { Competitor, NotHere } from './competitor.ts';
import { agreement, type TurnEffort, takeTurns } from './take-turns.ts';

/** How often and how long is measured. */
export interface Effort extends TurnEffort {
  /** Each round starts every contestant anew: compilers and memory do not fall out the same way twice. */
  readonly rounds: number;
}

/** What was measured of a contestant. */
export interface Samples {
  readonly id: string;
  readonly title: string;
  readonly note: string | undefined;
  /** By measure: a sample for each turn, in order; undefined where it sat out. */
  readonly measures: { readonly [measure: string]: readonly (number | undefined)[] };
}

export interface TaskOptions {
  readonly effort: Effort;
  /** These contestants alone; all without it. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly log: (text: string) => void;
}

interface Entrant {
  readonly id: string;
  readonly title: string;
  readonly note: string | undefined;
  readonly turns: (Readonly<Record<string, number>> | undefined)[];
}

/**
 * Lets a task's contestants take turns, in processes of their own.
 *
 * @throws Error when two answers differ, or a contestant fails; no time counts then.
 */
export async function runTask(
  group: string,
  task: Task,
  { effort, only, log }: TaskOptions,
): Promise<Samples[]> {
  const ids = task.contestants.filter((id) => only === undefined || only.has(id));
  const entrants = new Map<string, Entrant>();
  const agree = agreement();
  task.before?.();
  for (let round = 0; round < effort.rounds; round += 1) {
    log(`${group} ${task.name}, round ${round + 1} of ${effort.rounds}`);
    await using stack = new AsyncDisposableStack();
    const competitors = await startAll(group, task, ids, stack, log);
    for (const { id, ready } of competitors) {
      if (!entrants.has(id)) entrants.set(id, { id, title: ready.title, note: ready.note, turns: [] });
    }
    await takeTurns(competitors, task.ours, effort, agree, (id, measures) =>
      entrants.get(id)?.turns.push(measures),
    );
  }
  return Array.from(entrants.values(), samplesOf);
}

async function startAll(
  group: string,
  task: Task,
  ids: readonly string[],
  stack: AsyncDisposableStack,
  log: (text: string) => void,
): Promise<Competitor[]> {
  const competitors: Competitor[] = [];
  for (const id of ids) {
    try {
      const program = await programOf(group, task.folder ?? task.name, id);
      competitors.push(stack.use(await Competitor.start(id, program, task.input)));
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      log(`${id} is left out: ${error.message}`);
    }
  }
  return competitors;
}

function samplesOf({ id, title, note, turns }: Entrant): Samples {
  const names = Object.keys(turns.find((turn) => turn !== undefined) ?? {});
  return {
    id,
    title,
    note,
    measures: Object.fromEntries(names.map((name) => [name, turns.map((turn) => turn?.[name])])),
  };
}

import type { Answer } from '../contestant.ts';
import { difference } from '../same-answer.ts';
import type { Task } from '../task.ts';
import { programOf } from './bundle.ts';
import { Competitor, NotHere } from './competitor.ts';

/** How often and how long is measured. */
export interface Effort {
  /** Each round starts every contestant anew: compilers and memory do not fall out the same way twice. */
  readonly rounds: number;
  /** In a round, the contestants take turns: A B C A B C. */
  readonly turns: number;
  /** Short work is repeated within a turn for at least this long. */
  readonly minMs: number;
  /** A contestant that has used this much time in a round sits out its other turns; ours and its peers' first never do. */
  readonly budgetMs: number;
}

/** What was measured of a contestant. */
export interface Samples {
  readonly id: string;
  readonly title: string;
  readonly note: string | undefined;
  /** By measure: a sample for each turn, in order; undefined where it sat out. */
  readonly measures: { readonly [measure: string]: readonly (number | undefined)[] };
}

interface Entrant {
  readonly id: string;
  title: string;
  note: string | undefined;
  readonly turns: (Readonly<Record<string, number>> | undefined)[];
}

/**
 * Lets the contestants take turns and compares their answers.
 *
 * @param only - Run these contestants alone.
 * @throws Error when two answers differ; no time counts then.
 */
export async function runTask(
  group: string,
  task: Task,
  effort: Effort,
  { only, log }: { readonly only?: ReadonlySet<string> | undefined; readonly log: (text: string) => void },
): Promise<Samples[]> {
  const ids = task.contestants.filter((id) => only === undefined || only.has(id));
  const entrants = new Map<string, Entrant>();
  const agree = agreement();
  for (let round = 0; round < effort.rounds; round += 1) {
    log(`${group} ${task.name}, round ${round + 1} of ${effort.rounds}`);
    await using stack = new AsyncDisposableStack();
    const competitors = await startAll(group, task, ids, stack, log);
    for (const { id, ready } of competitors) {
      if (!entrants.has(id)) entrants.set(id, { id, title: ready.title, note: ready.note, turns: [] });
    }
    await takeTurns(competitors, task.ours, entrants, effort, agree);
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
      competitors.push(
        stack.use(await Competitor.start(id, await programOf(group, task.name, id), task.input)),
      );
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      log(`${id} is left out: ${error.message}`);
    }
  }
  return competitors;
}

async function takeTurns(
  competitors: readonly Competitor[],
  ours: string,
  entrants: ReadonlyMap<string, Entrant>,
  { turns, minMs, budgetMs }: Effort,
  agree: (id: string, answer: Answer) => void,
): Promise<void> {
  const spent = new Map<string, number>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const competitor of competitors) {
      const { id } = competitor;
      const used = spent.get(id) ?? 0;
      if (used > budgetMs && id !== ours) {
        entrants.get(id)?.turns.push(undefined);
        continue;
      }
      const start = performance.now();
      const { answer, measures } = await competitor.takeTurn({ minMs });
      spent.set(id, used + performance.now() - start);
      agree(id, answer);
      entrants.get(id)?.turns.push(measures);
    }
  }
}

/** Remembers the first answer and holds all others against it. */
function agreement(): (id: string, answer: Answer) => void {
  let first: { readonly id: string; readonly answer: Answer } | undefined;
  return (id, answer) => {
    first ??= { id, answer };
    const found = difference(first.answer, answer);
    if (found !== undefined) throw new Error(`${first.id} and ${id} disagree: ${found}`);
  };
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

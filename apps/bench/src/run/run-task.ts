import type { Measures } from '../child/messages.ts';
import type { ContestantResult, Measured } from '../results.ts';
import type { Task } from '../task.ts';
import { programOf } from './bundle.ts';
import { Competitor, NotHere } from './competitor.ts';
import { agreement, type TurnEffort, takeTurns } from './take-turns.ts';

/** How often and how long is measured. */
export interface Effort extends TurnEffort {
  /** Each round starts every contestant anew: compilers and memory do not fall out the same way twice. */
  readonly rounds: number;
}

export interface TaskOptions {
  readonly effort: Effort;
  /** These contestants alone; all without it. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly log: (text: string) => void;
}

interface Entrant {
  readonly title: string;
  readonly note: string | undefined;
  /** What was measured as it started, in each round. */
  readonly starts: Measures[];
  /** What was measured in each turn; undefined where it sat out. */
  readonly turns: (Measures | undefined)[];
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
): Promise<Measured> {
  const entrants = new Map<string, Entrant>();
  const absent = new Map<string, string>();
  for (const id of task.contestants)
    if (only?.has(id) === false) absent.set(id, 'this run did not ask for it');
  const agree = agreement();
  task.before?.();
  for (let round = 0; round < effort.rounds; round += 1) {
    log(`${group} ${task.name}, round ${round + 1} of ${effort.rounds}`);
    await using stack = new AsyncDisposableStack();
    const competitors = await startAll(group, task, absent, stack, log);
    for (const { id, ready } of competitors) {
      const { title, note, measures } = ready;
      if (!entrants.has(id)) entrants.set(id, { title, note, starts: [], turns: [] });
      entrants.get(id)?.starts.push(measures);
    }
    await takeTurns(competitors, task.ours, effort, agree, (id, measures) =>
      entrants.get(id)?.turns.push(measures),
    );
  }
  if (!entrants.has(task.ours)) throw new Error(`Nothing was measured of ${task.ours} in ${task.name}`);
  return {
    contestants: Object.fromEntries(Array.from(entrants, ([id, entrant]) => [id, resultOf(task, entrant)])),
    absent: Object.fromEntries(absent),
  };
}

/** Starts the contestants that are not absent, and adds those to the absent ones that cannot be started here. */
async function startAll(
  group: string,
  task: Task,
  absent: Map<string, string>,
  stack: AsyncDisposableStack,
  log: (text: string) => void,
): Promise<Competitor[]> {
  const competitors: Competitor[] = [];
  for (const id of task.contestants.filter((each) => !absent.has(each))) {
    try {
      const program = await programOf(group, task.folder ?? task.name, id);
      competitors.push(stack.use(await Competitor.start(id, program, task.input)));
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      absent.set(id, error.message);
      log(`${id} sits out: ${error.message}`);
    }
  }
  return competitors;
}

/** The samples of the task's measures in the units of their headings. */
function resultOf({ measures }: Task, { title, note, starts, turns }: Entrant): ContestantResult {
  const samples = measures.flatMap(({ name, scale }) => {
    const taken = [starts, turns].find((each) => each.some((sample) => sample?.[name] !== undefined));
    return taken === undefined ? [] : [[name, taken.map((sample) => scaled(sample?.[name], scale))] as const];
  });
  return { title, ...(note !== undefined && { note }), samples: Object.fromEntries(samples) };
}

/** More digits than these are noise. */
const digits = 5;

const scaled = (sample: number | undefined, scale: number) =>
  sample === undefined ? null : Number((sample * scale).toPrecision(digits));

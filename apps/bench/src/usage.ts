import type { Group } from './task.ts';

/** What `pnpm bench --help` prints. */
export function usage(groups: readonly Group[]): string {
  const width = Math.max(...groups.map(({ name }) => name.length));
  const list = groups.map(
    ({ name, title, tasks }) =>
      `  ${name.padEnd(width)}  ${title}: ${tasks.length === 1 ? 'one task' : `${tasks.length} tasks`}`,
  );
  return `Usage: pnpm bench [group | group/task]... [options]

Measures us beside our peers on the same work, compares the answers, and prints times as multiples of ours.
All groups take about an hour; a whole run goes to docs/benchmarks.md and bench-results.json, a trial does not.

Groups, or one task of them, as stages/rolling:
${list.join('\n')}

Options:
  --quick         Only the contestants of the headline claims, in under two minutes. A trial.
  --check         The same, and fails (exit code 1) when a claim falls below its floor in apps/bench/floors.json.
  --only a,b      Only these contestants, beside ours. A trial.
  --rounds n      Start every contestant anew n times: 2, or 1 with --quick. A trial.
  --turns n       Let every contestant have n turns in a round: 5. A trial.
  --write         Put the figures of a trial into the documents, too.
  --help          Print this.

Examples:
  pnpm bench                                     everything, written
  pnpm bench csv audit                           two groups, written beside what was measured before
  pnpm bench stages/sum --only rxjs --turns 3    a look at one task
  pnpm bench --check                             what continuous integration runs

Exit codes: 0, 1 when a claim does not hold or a contestant fails, 2 when the command is not understood.`;
}

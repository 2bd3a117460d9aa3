import { guarantees } from './guarantee.ts';
import { choiceProblem } from './internal/options.ts';
import type { RunOptions } from './run-options.ts';

/** Everything that is wrong with the options of a run, in words. */
export function runOptionProblems({ guarantee }: RunOptions): string[] {
  return [choiceProblem('guarantee', guarantee, guarantees)].filter((problem) => problem !== undefined);
}

import type { AnyStage } from './chain-type.ts';
import type { Sink, Source } from './types.ts';

/** Stages and what stands at their end: sinks, and branches that go on from there. */
export interface Line {
  readonly stages: readonly AnyStage[];
  readonly sinks: readonly Sink[];
  readonly branches: { readonly [name: string]: Line };
}

/** A pipeline as it was described; nothing in it has been opened. */
export interface Description extends Line {
  readonly name: string;
  readonly sources: readonly Source[];
}

/** Calls back for every line, each branch after the line it leaves, with the path that leads to it. */
export function walkLines(line: Line, visit: (line: Line, path: string) => void, path = ''): void {
  visit(line, path);
  for (const [name, branch] of Object.entries(line.branches)) {
    walkLines(branch, visit, `${path}branches.${name}.`);
  }
}

import { finiteProblem, type Problem } from '../../internal/options.ts';
import type { Limits } from './limits.ts';

/** The options of a stage with limits. */
export interface LimitOptions extends Limits {
  readonly by?: string | undefined;
  readonly limits?: { readonly [key: string]: Limits } | undefined;
}

/** What is wrong with limits: none at all, not a finite number, by key without a key field. */
export function limitProblems(options: LimitOptions, names: readonly string[]): Problem[] {
  const { above, below, by, limits = {} } = options;
  const hasOwn = Object.keys(limits).length > 0;
  return [
    ...numberProblems('', options, names),
    ...Object.entries(limits).flatMap(([key, own]) => numberProblems(`limits['${key}'].`, own, names)),
    above === undefined && below === undefined && !hasOwn
      ? 'it has no limit: give above, below or limits'
      : undefined,
    by === undefined && hasOwn ? 'limits are keyed by a field: name it in by' : undefined,
  ];
}

function numberProblems(path: string, limits: object, names: readonly string[]): Problem[] {
  return names.map((name) => finiteProblem(`${path}${name}`, (limits as Record<string, unknown>)[name]));
}

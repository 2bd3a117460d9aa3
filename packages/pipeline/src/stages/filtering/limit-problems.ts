import { finite } from '../../internal/option-rules.ts';
import { optionProblems, type Problem, printed, type Rule } from '../../internal/options.ts';
import type { Limits } from './limits.ts';

/** Limits by key, where they are given: for each key some of these, all finite. */
export function limitsByKey(names: readonly string[]): Rule {
  const rules = Object.fromEntries(names.map((name) => [name, finite]));
  return (name, limits) => {
    if (limits === undefined) return undefined;
    if (typeof limits !== 'object' || limits === null) {
      return `${name} has the limits of single keys, such as { boiler: { above: 80 } }; it was ${printed(limits)}`;
    }
    return Object.entries(limits).flatMap(([key, own]) => optionProblems(rules, own, `${name}['${key}']`));
  };
}

/** The options of a stage with limits. */
interface LimitOptions extends Limits {
  readonly by?: string | undefined;
  readonly limits?: { readonly [key: string]: Limits } | undefined;
}

/** What is wrong with limits together: none at all, or by key without a key field. */
export function limitProblems({ above, below, by, limits }: LimitOptions): Problem[] {
  const hasOwn = Object.keys(limits ?? {}).length > 0;
  return [
    above === undefined && below === undefined && !hasOwn
      ? 'it has no limit: give above, below or limits'
      : undefined,
    by === undefined && hasOwn ? 'limits are keyed by a field: name it in by' : undefined,
  ];
}

import {
  countProblem,
  finiteProblem,
  keyProblems,
  type Problem,
  printed,
} from '../../../internal/options.ts';

/** The options of normalize, as untyped code may give them. */
export interface NormalizeOptionValues {
  readonly method: unknown;
  readonly scale?: object | undefined;
  readonly scales?: { readonly [key: string]: object } | undefined;
  readonly to?: readonly number[] | undefined;
  readonly atLeast?: number | undefined;
  readonly by?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly maxKeys?: number | undefined;
  readonly idleMs?: number | undefined;
}

/** What is wrong with the options of normalize. */
export function normalizeProblems(options: NormalizeOptionValues): Problem[] {
  const { method, scale, scales, to, atLeast, by } = options;
  const isGiven = scale !== undefined || scales !== undefined;
  return [
    method === 'range' || method === 'z-score'
      ? undefined
      : `method is 'range' or 'z-score'; it was ${printed(method)}`,
    scale === undefined ? undefined : scaleProblem('scale', scale, method),
    ...Object.entries(scales ?? {}).map(([key, own]) => scaleProblem(`scales['${key}']`, own, method)),
    scales !== undefined && by === undefined ? 'scales are keyed by a field: name it in by' : undefined,
    ...(to === undefined ? [] : spanProblems(to, method)),
    countProblem('atLeast', atLeast, 2),
    atLeast !== undefined && isGiven
      ? 'atLeast is for a scale found on the way: leave it out where the scale is given'
      : undefined,
    ...keyProblems(options),
  ];
}

function scaleProblem(path: string, scale: object, method: unknown): Problem {
  const { min, max, mean, deviation } = scale as { [name: string]: unknown };
  if (method === 'range') {
    const isRange = Number.isFinite(min) && Number.isFinite(max) && (min as number) < (max as number);
    return isRange
      ? undefined
      : `${path} has a finite min below a finite max; they were ${printed(min)} and ${printed(max)}`;
  }
  const isDeviation = Number.isFinite(mean) && Number.isFinite(deviation) && (deviation as number) > 0;
  return isDeviation
    ? undefined
    : `${path} has a finite mean, and a finite deviation above zero; they were ${printed(mean)} and ${printed(deviation)}`;
}

function spanProblems(to: readonly number[], method: unknown): Problem[] {
  return [
    method === 'range' ? undefined : 'to is the span that a range is mapped onto: a z-score has none',
    finiteProblem('to[0]', to[0] ?? null),
    finiteProblem('to[1]', to[1] ?? null),
    to[0] === to[1] ? `the ends of to differ; both were ${to[0]}` : undefined,
  ];
}

import {
  anything,
  count,
  fieldName,
  keyRules,
  type OptionRules,
  optionalFieldName,
  required,
} from '../../../internal/option-rules.ts';
import { choiceProblem, idleProblems, ifGiven, type Problem, printed } from '../../../internal/options.ts';
import type { NormalizeOptions } from './normalize.ts';

/** What each option of normalize can be by itself. */
export const normalizeRules: OptionRules<NormalizeOptions<string>> = {
  field: fieldName,
  into: optionalFieldName,
  method: required(
    (name, value) => choiceProblem(name, value, ['range', 'z-score']),
    'what a scale is made of',
  ),
  scale: anything,
  scales: ifGiven((name, value) =>
    typeof value === 'object' && value !== null
      ? undefined
      : `${name} has the scales of single keys; it was ${printed(value)}`,
  ),
  to: ifGiven((name, value) =>
    Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] !== value[1]
      ? undefined
      : `${name} is two finite numbers that differ; it was ${printed(value)}`,
  ),
  atLeast: count(2),
  ...keyRules,
  timestamp: optionalFieldName,
};

/** What is wrong with the options of normalize together: a scale has to go with the method. */
export function normalizeProblems(options: NormalizeOptions<string>): Problem[] {
  const { scale, scales, to, atLeast, by } = options;
  const method: string = options.method;
  const isGiven = scale !== undefined || scales !== undefined;
  return [
    scale === undefined ? undefined : scaleProblem('scale', scale, method),
    ...Object.entries(scales ?? {}).map(([key, own]) => scaleProblem(`scales['${key}']`, own, method)),
    scales !== undefined && by === undefined ? 'scales are keyed by a field: name it in by' : undefined,
    to !== undefined && method === 'z-score'
      ? 'to is the span that a range is mapped onto: a z-score has none'
      : undefined,
    atLeast !== undefined && isGiven
      ? 'atLeast is for a scale found on the way: leave it out where the scale is given'
      : undefined,
    ...idleProblems(options),
  ];
}

function scaleProblem(path: string, scale: unknown, method: unknown): Problem {
  if (typeof scale !== 'object' || scale === null) {
    return `${path} is a scale, such as fitScale finds in a sample; it was ${printed(scale)}`;
  }
  const { min, max, mean, deviation } = scale as { [name: string]: unknown };
  if (method === 'range') {
    const isRange = Number.isFinite(min) && Number.isFinite(max) && (min as number) < (max as number);
    return isRange
      ? undefined
      : `${path} has a finite min below a finite max; they were ${printed(min)} and ${printed(max)}`;
  }
  const isDeviation = Number.isFinite(mean) && Number.isFinite(deviation) && (deviation as number) > 0;
  return isDeviation || method !== 'z-score'
    ? undefined
    : `${path} has a finite mean, and a finite deviation above zero; they were ${printed(mean)} and ${printed(deviation)}`;
}

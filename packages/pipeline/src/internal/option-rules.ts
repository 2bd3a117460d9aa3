import {
  choiceProblem,
  countProblem,
  durationProblem,
  finiteProblem,
  ifGiven,
  optionProblems,
  type Problem,
  printed,
  type Rule,
  refuseOptions,
} from './options.ts';

type OptionName<Options> = Options extends unknown ? keyof Options & string : never;

/** A rule for each option, of all forms that options may have. */
export type OptionRules<Options> = { readonly [Name in OptionName<Options>]: Rule };

/**
 * Refuses options of a stage that cannot be meant, everything that is wrong with them in one error: those that break their
 * rule, those that there is no rule for, and what `together` finds wrong between several, of whatever type they are.
 *
 * @throws {@link PipelineError} `invalid-pipeline`.
 */
export function checkOptions<Options>(
  stage: string,
  options: Options,
  rules: { readonly [name: string]: Rule },
  together: (options: Options) => readonly Problem[] = () => [],
): void {
  const problems: readonly Problem[] = optionProblems(rules, options);
  const isObject = typeof options === 'object' && options !== null;
  refuseOptions(stage, isObject ? [...problems, ...together(options)] : problems);
}

/** The name of a field, which has to be given. */
export const fieldName: Rule = (name, value) =>
  typeof value === 'string' && value !== ''
    ? undefined
    : `${name} is the name of a field; it was ${printed(value)}`;

export const optionalFieldName: Rule = ifGiven(fieldName);

export const finite: Rule = (name, value) => finiteProblem(name, value);

export const duration: Rule = (name, value) => durationProblem(name, value);

export const durationOrZero: Rule = (name, value) => durationProblem(name, value, true);

export const truth: Rule = ifGiven((name, value) =>
  typeof value === 'boolean' ? undefined : `${name} is true or false; it was ${printed(value)}`,
);

/** A number from 0 to 1. */
export const share: Rule = ifGiven((name, value) =>
  typeof value === 'number' && value >= 0 && value <= 1
    ? undefined
    : `${name} is a number from 0 to 1; it was ${printed(value)}`,
);

/** A whole number of records or keys. */
export function count(least = 1): Rule {
  return (name, value) => countProblem(name, value, least);
}

/** One of a few words. */
export function choice(choices: readonly string[]): Rule {
  return (name, value) => choiceProblem(name, value, choices);
}

/** An option that has to be given; `what` says what it is for. */
export function required(rule: Rule, what: string): Rule {
  return (name, value) => (value === undefined ? `${name} has to be given: ${what}` : rule(name, value));
}

/** An option that is looked at together with others. */
export const anything: Rule = () => undefined;

/** What tells records of different keys apart, and for how many and how long. */
export const keyRules = { by: optionalFieldName, maxKeys: count(), idleMs: duration };

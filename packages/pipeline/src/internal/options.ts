import { PipelineError } from '../errors.ts';
import { didYouMean } from './nearest.ts';

/** What is wrong with an option, in words; `undefined` when nothing is. */
export type Problem = string | undefined;

/**
 * Refuses options that cannot be meant, everything that is wrong with them in one error.
 *
 * @throws {@link PipelineError} `invalid-pipeline`.
 */
export function refuseOptions(stage: string, problems: readonly Problem[]): void {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return;
  throw new PipelineError('invalid-pipeline', `${stage}: ${found.join('; ')}.`, {
    issues: found.map((message) => ({ code: 'setting', place: stage, message })),
  });
}

/** Says what is wrong with the value of the option of this name. */
export type Rule = (name: string, value: unknown) => Problem | readonly string[];

/**
 * Everything that is wrong with options: by the rule for each, and names that there are no rules for.
 *
 * @param path - The option that these are options of, if they are of one.
 */
export function optionProblems(
  rules: { readonly [name: string]: Rule },
  options: unknown,
  path?: string,
): string[] {
  const names = Object.keys(rules);
  if (typeof options !== 'object' || options === null)
    return [`${path ?? 'options'} is an object with ${names.join(', ')}; it was ${printed(options)}`];
  const full = (name: string) => (path === undefined ? name : `${path}.${name}`);
  const unknown = Object.keys(options).filter((name) => !names.includes(name));
  return [
    ...unknown.map(
      (name) => `there is no option ${full(name)}${didYouMean(name, names)}; there are ${names.join(', ')}`,
    ),
    ...names.flatMap((name) => rules[name](full(name), (options as { [name: string]: unknown })[name]) ?? []),
  ];
}

/** A rule for an option that need not be given. */
export function ifGiven(rule: Rule): Rule {
  return (name, value) => (value === undefined ? undefined : rule(name, value));
}

/** A number of records or keys, where it is given: whole, and `least` or more. */
export function countProblem(name: string, value: unknown, least = 1): Problem {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= least)) return undefined;
  const things = name === 'maxKeys' ? 'keys' : 'records';
  return `${name} is a number of ${things}, ${least} or more; it was ${printed(value)}`;
}

/** A finite number, where it is given. */
export function finiteProblem(name: string, value: unknown): Problem {
  if (value === undefined || Number.isFinite(value)) return undefined;
  return `${name} is a finite number; it was ${printed(value)}`;
}

/** A length of time, where it is given: more than zero, or from zero on. */
export function durationProblem(name: string, value: unknown, orZero = false): Problem {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && (value > 0 || (orZero && value === 0))) return undefined;
  return `${name} is a number of milliseconds, ${orZero ? 'zero or more' : 'more than zero'}; it was ${printed(value)}`;
}

/** One of a few words, where it is given; `others` says what else it can be. */
export function choiceProblem(
  name: string,
  value: unknown,
  choices: readonly string[],
  others: readonly string[] = [],
): Problem {
  if (value === undefined || choices.includes(value as string)) return undefined;
  const expected = listed([...choices.map((choice) => `'${choice}'`), ...others]);
  return `${name} is ${expected}; it was ${printed(value)}${didYouMean(String(value), choices)}`;
}

/** What a stage has to know of its keys to forget those that have been silent. */
export function idleProblems({ idleMs, by, timestamp }: KeyedOptionValues): Problem[] {
  return [
    idleMs !== undefined && by === undefined
      ? 'idleMs says when a key is forgotten: name the key field in by'
      : undefined,
    idleMs !== undefined && timestamp === undefined
      ? "idleMs is counted on the records' own time: name its field in timestamp"
      : undefined,
  ];
}

interface KeyedOptionValues {
  readonly idleMs?: unknown;
  readonly by?: unknown;
  readonly timestamp?: unknown;
}

/** What one of several words is: `a, b or c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A value as it stands in a message. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return `[${value.map(printed).join(', ')}]`;
  return isPlain(value) ? `{${Object.keys(value).join(', ')}}` : String(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

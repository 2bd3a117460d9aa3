import { CsvError } from './errors.ts';
import { nearMiss } from './reading/near-miss.ts';

/**
 * Options with the defaults of those that are not given.
 *
 * @param name - Of the options, for messages.
 * @throws CsvError `invalid-option` for a name that no option has: it is most likely misspelled, and would mean nothing.
 */
export function withDefaults<Options extends object>(
  name: string,
  options: Options,
  defaults: Required<Options>,
): Required<Options> {
  checkNames(name, Object.keys(options), Object.keys(defaults));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** @throws CsvError `invalid-option` for a name that is none of those known, with the one that may have been meant. */
export function checkNames(name: string, given: readonly string[], known: readonly string[]): void {
  const stranger = given.find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const meant = nearMiss(stranger, known);
  const hint = meant === undefined ? `expected ${known.join(', ') || 'none'}` : `did you mean ${meant}?`;
  throw new CsvError('invalid-option', `${name}: there is no ${stranger}; ${hint}`);
}

export function checkChoice<Choice>(name: string, value: Choice, choices: readonly Choice[]): void {
  check(choices.includes(value), name, choices.join(' or '), value);
}

export function checkMilliseconds(name: string, value: number): void {
  check(value >= 0, name, 'milliseconds from 0', value);
}

export function checkCount(name: string, value: number): void {
  check(Number.isInteger(value) && value > 0, name, 'an integer from 1', value);
}

/** @throws CsvError `invalid-option` where an option is not as expected. */
export function check(isRight: boolean, name: string, expected: string, got: unknown): void {
  if (isRight) return;
  throw new CsvError('invalid-option', `${name}: expected ${expected}, got ${JSON.stringify(got)}`);
}

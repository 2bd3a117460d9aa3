import { CsvError } from './errors.ts';
import { nearMiss } from './reading/near-miss.ts';

/** @throws CsvError `invalid-option` for a name that is none of those known, with the one that may have been meant. */
export function checkNames(option: string, value: unknown, known: readonly string[]): void {
  const stranger = Object.keys(Object(value)).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const meant = nearMiss(stranger, known);
  const hint = meant === undefined ? `expected ${known.join(', ') || 'none'}` : `did you mean ${meant}?`;
  throw new CsvError('invalid-option', `${option}: there is no ${stranger}; ${hint}`);
}

export function oneOf<Choice extends string>(
  name: string,
  value: Choice | undefined,
  choices: readonly Choice[],
): Choice {
  const chosen = value ?? choices[0];
  check(choices.includes(chosen), name, choices.join(' or '), value);
  return chosen;
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

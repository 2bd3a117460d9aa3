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
  if (choices.includes(chosen)) return chosen;
  throw invalid(name, choices.join(' or '), value);
}

export function checkMilliseconds(name: string, value: number): void {
  if (!(value >= 0)) throw invalid(name, 'milliseconds from 0', value);
}

export function checkCount(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) throw invalid(name, `an integer from ${least}`, value);
}

export const invalid = (name: string, expected: string, got: unknown) =>
  new CsvError('invalid-option', `${name}: expected ${expected}, got ${JSON.stringify(got)}`);

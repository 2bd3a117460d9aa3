import { check } from '../option-checks.ts';

/** Letters of a pattern that mean something, or a text that stands for itself. */
const knownToken = /^(?:[^A-Za-z]|(?:yy|yyyy|M{1,3}|([dHhms])\1?|[SXZa]+)$)/;

/** The parts of a Unicode date pattern (UTS #35): letters that are alike, and texts between them. */
export const timeTokens = (pattern: string): string[] =>
  pattern.match(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];

/** @throws CsvError `invalid-option` for a pattern that cannot be understood. */
export function checkTimePattern(name: string, pattern: string): void {
  const complaint = complain(pattern, timeTokens(pattern));
  check(complaint === '', name, `a pattern like 'dd/MM/yyyy HH.mm.ss.SSS'; ${complaint}`, pattern);
}

function complain(pattern: string, tokens: readonly string[]): string {
  if (pattern === '' || tokens.join('') !== pattern) return 'it has an unclosed apostrophe or is empty';
  if (tokens.some((token) => token[0] === 'h') !== tokens.includes('a'))
    return 'h (1 to 12) and a (am or pm) go together';
  const stranger = tokens.find((token) => !knownToken.test(token));
  if (stranger === undefined) return '';
  const meant = stranger.toLowerCase();
  return `${stranger} is no part of it${knownToken.test(meant) ? `; did you mean ${meant}?` : ''}`;
}

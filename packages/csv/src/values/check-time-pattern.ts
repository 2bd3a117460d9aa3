import { check, checkNames } from '../option-checks.ts';
import { timeTokens } from './time-tokens.ts';

const knownTokens = 'yyyy yy M MM MMM d dd H HH h hh m mm s ss S a X Z'.split(' ');

/** @throws CsvError `invalid-option` for a pattern that cannot be understood. */
export function checkTimePattern(name: string, pattern: string): void {
  const tokens = timeTokens(pattern);
  const isWhole = pattern !== '' && tokens.join('') === pattern;
  check(isWhole, name, "a pattern like 'dd/MM/yyyy HH.mm.ss', its apostrophes closed", pattern);
  const isHalved = tokens.some((token) => token[0] === 'h') === tokens.includes('a');
  check(isHalved, name, 'h (1 to 12) and a (am or pm) together', pattern);
  const letters = tokens.filter((token) => /^[a-z]/i.test(token));
  checkNames(
    name,
    letters.map((token) => token.replace(/^([SXZa])\1*$/, '$1')),
    knownTokens,
  );
}

import { ProtocolError } from '../errors.ts';
import { printable } from './printable.ts';
import { valueText } from './words.ts';

/** Refuses a definition, or a call of this package, that makes no sense. */
export function invalidUse(problem: string): never {
  const message = printable(problem);
  const nowhere = { protocol: '', place: 'instance', path: [], expected: '', found: '' } as const;
  throw new ProtocolError('invalid-use', [{ code: 'invalid-use', ...nowhere, message }], () => message);
}

/** Refuses an argument. */
export function notExpected(expected: string, value: unknown): never {
  return invalidUse(`${expected} is expected, found ${valueText(value)}`);
}

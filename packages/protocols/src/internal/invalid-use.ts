import { ProtocolError } from '../errors.ts';
import { printable } from './printable.ts';

/** Refuses a definition, or a call of this package, that makes no sense. */
export function invalidUse(problem: string, protocol = ''): never {
  const message = printable(problem, 1000);
  const issue = {
    code: 'invalid-use',
    protocol,
    member: undefined,
    place: 'instance',
    path: [],
    expected: '',
    found: '',
    message,
  } as const;
  throw new ProtocolError('invalid-use', [issue], () => message);
}

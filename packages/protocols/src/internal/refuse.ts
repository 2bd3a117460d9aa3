import { ProtocolError } from '../errors.ts';
import { explain } from './explain.ts';
import type { Finding } from './find.ts';
import { render } from './render.ts';
import { valueText } from './words.ts';

/**
 * Throws if anything fails.
 *
 * @param protocol - What the value, or class, should satisfy.
 * @param as - What the value is to the user.
 */
export function refuse(findings: readonly Finding[], protocol: string, value: unknown, as?: string): void {
  const issues = explain(findings);
  if (issues.length === 0) return;
  const subject = as === undefined ? valueText(value) : `${as} (${valueText(value)})`;
  const unreadable = findings.find(({ verdict }) => verdict === 'unreadable');
  throw new ProtocolError(
    'unsatisfied',
    issues,
    () => render(`${subject} does not satisfy ${protocol}`, issues),
    unreadable && { cause: unreadable.found },
  );
}

import type { ProtocolIssue } from '../types.ts';
import { cut, printable } from './printable.ts';

const LONGEST_MESSAGE = 8000;

/**
 * The message of an error: what it is about, the issues under the protocol that declares each, code to paste.
 *
 * @param headline - Who does not satisfy what.
 */
export function render(headline: string, issues: readonly ProtocolIssue[]): string {
  const width = Math.max(...issues.map(({ expected }) => expected.length));
  const lines = issues.flatMap(({ protocol, expected, found, hint }, index) => [
    ...(protocol === issues[index - 1]?.protocol ? [] : [`\n  ${protocol}`]),
    `    ${expected.padEnd(width)}  found ${found}${hint ? `; ${hint}` : ''}`,
  ]);
  const stubs = issues.flatMap(({ stub }) => (stub ? [stub.replace(/^(?=.)/gm, '    ')] : []));
  if (stubs.length > 0) lines.push('\n  To start from:', ...stubs.map((stub) => `\n${stub}`));
  return cut([`${printable(headline)}:`, ...lines].join('\n'), LONGEST_MESSAGE);
}

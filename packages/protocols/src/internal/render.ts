import type { ProtocolIssue } from '../types.ts';
import { cut, printable } from './printable.ts';

const LONGEST_MESSAGE = 8000;

/**
 * The message of an error: what it is about, the issues under the protocol that declares each, code to paste.
 *
 * @param headline - Who does not satisfy what.
 */
export function render(headline: string, issues: readonly ProtocolIssue[]): string {
  const blocks = [`${printable(headline, 400)}:`, ...groups(issues)];
  const stubs = issues.flatMap(({ stub }) => stub ?? []);
  if (stubs.length > 0) blocks.push('  To start from:', indent(stubs.join('\n\n'), '    '));
  return cut(blocks.join('\n\n'), LONGEST_MESSAGE);
}

function groups(issues: readonly ProtocolIssue[]): string[] {
  const width = Math.max(...issues.map(({ expected }) => expected.length));
  const byProtocol = Map.groupBy(issues, ({ protocol }) => protocol);
  return [...byProtocol].map(([protocol, group]) =>
    [`  ${printable(protocol)}`, ...group.map((issue) => `    ${line(issue, width)}`)].join('\n'),
  );
}

function line({ expected, found, hint }: ProtocolIssue, width: number): string {
  return `${expected.padEnd(width)}  found ${found}${hint === undefined ? '' : `; ${hint}`}`;
}

function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

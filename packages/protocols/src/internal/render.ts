import type { ProtocolIssue } from '../types.ts';
import { printable } from './printable.ts';

/** Issues beyond these are counted, not shown. */
const MOST_ISSUES = 20;

/**
 * The message of an error: what it is about, the issues under the protocol that declares each, code to paste.
 *
 * @param headline - One line: who does not satisfy what.
 */
export function render(headline: string, issues: readonly ProtocolIssue[]): string {
  const shown = issues.slice(0, MOST_ISSUES);
  const blocks = [`${headline}:`, ...groups(shown)];
  if (issues.length > shown.length) blocks.push(`  … and ${issues.length - shown.length} more`);
  const stubs = shown.flatMap(({ stub }) => stub ?? []);
  if (stubs.length > 0) blocks.push(`  To start from:\n\n${indent(stubs.join('\n\n'), '    ')}`);
  return blocks.join('\n\n');
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

import type { ProtocolIssue } from '../types.ts';
import type { Finding } from './find.ts';
import { objection, passes } from './judge.ts';
import { nearMiss } from './near-miss.ts';
import { printable } from './printable.ts';
import { signature, UNREADABLE, valueText } from './words.ts';

/** Puts into words everything in which a value falls short, with what was probably meant. */
export function explain(findings: readonly Finding[]): ProtocolIssue[] {
  return findings.flatMap((finding) => (passes(finding) ? [] : [issueOf(finding, findings)]));
}

function issueOf(finding: Finding, all: readonly Finding[]): ProtocolIssue {
  const { key, place, member, verdict } = finding;
  const isMissing = verdict === 'missing';
  const protocol = printable(finding.protocol);
  const expected = printable(signature(finding));
  const found = printable(foundText(finding));
  const remark = isMissing ? nearMiss(finding, all) : complaint(finding);
  const hint = remark ? printable(remark) : undefined;
  return {
    code: verdict as ProtocolIssue['code'],
    protocol,
    member: key,
    place,
    path: key === undefined ? [] : [key],
    expected,
    found,
    hint,
    stub: isMissing ? stub(member.type, expected) : undefined,
    message: `${protocol} expects ${expected}, found ${found}${hint ? `; ${hint}` : ''}`,
  };
}

function foundText({ verdict, found }: Finding): string {
  if (verdict === 'missing') return 'nothing';
  return verdict === 'unreadable' ? UNREADABLE : valueText(found);
}

/** What a check has to say on a property that it refused. */
function complaint({ member, verdict, found }: Finding): string | undefined {
  return member.type === 'property' && verdict === 'wrong-kind' ? objection(member.check, found) : undefined;
}

function stub(type: 'method' | 'property', expected: string): string {
  return type === 'method'
    ? `${expected} {\n  throw new Error('not implemented');\n}`
    : `${expected.replace(/:.*/, '')} = undefined; // ${expected}`;
}

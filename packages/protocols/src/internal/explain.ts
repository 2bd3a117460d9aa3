import type { ProtocolIssue } from '../types.ts';
import type { Requirement } from './definition.ts';
import { objection } from './judge.ts';
import { nearMiss } from './near-miss.ts';
import { printable } from './printable.ts';
import { sightingText, signature, valueText } from './signature.ts';
import type { Finding, Subject } from './survey.ts';

/** Puts into words what fails, with what was probably meant. */
export function explain(findings: readonly Finding[], subject: Subject): ProtocolIssue[] {
  const known = new Set(findings.map(({ requirement }) => requirement.key));
  return findings.flatMap((finding) => {
    const { requirement, sighting, verdict } = finding;
    if (verdict === 'ok' || verdict === 'unverified') return [];
    const { protocol, key, place } = requirement;
    const missing = verdict === 'missing';
    const hint = missing ? nearMiss(requirement, subject, known) : remark(finding);
    const facts = {
      code: verdict,
      protocol,
      member: place === 'call' ? undefined : key,
      place,
      path: place === 'instance' ? [key] : [],
      expected: signature(requirement),
      found: sightingText(sighting),
      ...(hint === undefined ? {} : { hint }),
      ...(missing ? { stub: stub(requirement) } : {}),
    };
    return [{ ...facts, message: sentence(facts) }];
  });
}

/** The one issue of a value that cannot have members. */
export function explainNothing(protocol: string, value: null | undefined): ProtocolIssue {
  const facts = {
    code: 'wrong-kind',
    protocol,
    member: undefined,
    place: 'instance',
    path: [],
    expected: 'a value with members',
    found: valueText(value),
  } as const;
  return { ...facts, message: sentence(facts) };
}

function sentence({ protocol, expected, found, hint }: Omit<ProtocolIssue, 'message'>): string {
  return `${printable(protocol)} expects ${expected}, found ${found}${hint === undefined ? '' : `; ${hint}`}`;
}

/** What there is to say on a member that is there but does not do. */
function remark({ requirement: { member }, sighting, verdict }: Finding): string | undefined {
  if (sighting.kind !== 'value') return undefined;
  if (member.type === 'property') {
    const reason = member.check && objection(member.check, sighting.value);
    return reason ? printable(reason, 200) : undefined;
  }
  return verdict === 'wrong-arity' ? `it is given ${member.arity}` : undefined;
}

function stub(requirement: Requirement): string {
  const head = signature(requirement);
  if (requirement.member.type === 'property') return `${head.replace(/:.*/, '')} = undefined; // ${head}`;
  return `${head} {\n  throw new Error('not implemented');\n}`;
}

import type { Member } from '../members.ts';
import type { Verdict } from '../types.ts';
import type { Requirement } from './definition.ts';
import { judge } from './judge.ts';
import { chainOf, dataValue, isData, locate } from './locate.ts';

/** Where members are looked for. */
export interface Subject {
  /** The value; of a class, what its instances inherit from. */
  readonly target: unknown;
  /** The class, where it is known; else that of the value. */
  readonly owner?: object;
  /** Prototypes of the classes whose instances need not show their data properties. */
  readonly trusted?: WeakSet<object>;
}

/** What a requirement came to on a subject. */
export interface Finding extends Requirement {
  readonly subject: Subject;
  readonly verdict: Verdict;
  /** What is there: of a getter the getter itself, of what is unreadable what was thrown. */
  readonly found: unknown;
}

/** Looks for a member without touching it. Never throws. */
export function find(requirement: Requirement, subject: Subject): Finding {
  const conclude = (verdict: Verdict, found?: unknown) => ({ ...requirement, subject, verdict, found });
  const { key, place, member } = requirement;
  const { target } = subject;
  try {
    if (target === null || target === undefined) return conclude('wrong-kind', target);
    if (key === undefined) return conclude(judge(member, target), target);
    const descriptor = locate(place === 'static' ? ownerOf(subject) : target, key);
    if (descriptor === undefined) return conclude(absence(member, subject));
    return conclude(sight(member, descriptor), isData(descriptor) ? descriptor.value : descriptor.get);
  } catch (error) {
    return conclude('unreadable', error);
  }
}

/** The verdict on a member by the descriptor of its property. A setter alone reads as `undefined`, and so it is seen. */
export function sight(member: Member, descriptor: PropertyDescriptor): Verdict {
  if (isData(descriptor)) return judge(member, descriptor.value);
  return descriptor.get ? 'unverified' : judge(member, undefined);
}

/** The class of a subject, if it can be seen. */
export function ownerOf({ owner, target }: Subject): unknown {
  return owner ?? dataValue(locate(target, 'constructor'));
}

function absence({ required, type }: Member, { target, trusted }: Subject): Verdict {
  if (!required) return 'ok';
  const isTrusted =
    type === 'property' && trusted && [...chainOf(target)].some((holder) => trusted.has(holder));
  return isTrusted ? 'unverified' : 'missing';
}

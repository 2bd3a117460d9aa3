import type { Verdict } from '../types.ts';
import type { Requirement } from './definition.ts';
import { judge } from './judge.ts';
import { locate, type Sighting } from './locate.ts';

/** Where the members of a value are: on itself, and on its class. */
export interface Subject {
  /** The value, wrapped if it is a primitive; of a class, its prototype. */
  readonly target: object;
  /** How many objects of its prototype chain come before the target. */
  readonly above: number;
  readonly owner: Sighting;
}

/** What a requirement came to on one value. */
export interface Finding {
  readonly requirement: Requirement;
  readonly sighting: Sighting;
  readonly verdict: Verdict;
}

/** The places to look in, for anything but `null` and `undefined`. */
export function subjectOf(value: unknown, above = 0): Subject {
  const target = Object(value);
  return { target, above, owner: locate(target, 'constructor', above) };
}

/** Looks for one member, without touching it. */
export function find(requirement: Requirement, subject: Subject): Finding {
  const sighting = sightingOf(requirement, subject);
  return { requirement, sighting, verdict: judge(requirement.member, sighting) };
}

function sightingOf({ key, place }: Requirement, { target, above, owner }: Subject): Sighting {
  if (place === 'call') return { kind: 'value', value: target };
  if (place === 'instance') return locate(target, key, above);
  if (owner.kind !== 'value') return owner;
  return typeof owner.value === 'function' ? locate(owner.value, key) : { kind: 'absent' };
}

import type { Member, Members } from '../members.ts';
import type { Place, ProtocolOptions } from '../types.ts';
import { notExpected } from './invalid-use.ts';
import { isObject, peek } from './locate.ts';
import { keyText } from './words.ts';

/** Under this key a protocol shows its definition, to other copies of this package as well. It grants nothing. */
export const DEFINITION = Symbol.for('@pipe/protocols/Definition');

/** One member, and where it comes from. */
export interface Requirement {
  /** `undefined` for the value itself. */
  readonly key: PropertyKey | undefined;
  readonly place: Place;
  readonly member: Member;
  /** The protocol that declares it. */
  readonly protocol: string;
}

/** A protocol as data. */
export interface Definition {
  readonly name: string;
  readonly requirements: readonly Requirement[];
}

/** A protocol's own members, in order. What is none is refused. */
export function define(
  name: string,
  members: Members,
  { static: statics, call }: ProtocolOptions = {},
): Definition {
  const requirements = requirementsOf(name, 'instance', members);
  if (statics) requirements.push(...requirementsOf(name, 'static', statics));
  if (call) requirements.push({ key: undefined, place: 'call', member: call, protocol: name });
  return { name, requirements };
}

/** The definition of a protocol, whichever copy of this package it is from. */
export function requireDefinition(protocol: unknown): Definition {
  return (peek(protocol, DEFINITION) as Definition | undefined) ?? notExpected('A protocol', protocol);
}

function requirementsOf(protocol: string, place: Place, members: Members): Requirement[] {
  if (!isObject(members) || peek(members, DEFINITION))
    notExpected(`An object with the members of ${protocol}`, members);
  return Reflect.ownKeys(members).map((key) => {
    const member = members[key];
    // By its shape, so that a member made by another copy of this package is as good.
    return isObject(member) && 'required' in member
      ? { key, place, member, protocol }
      : notExpected(`method() or property() for ${keyText(key)} of ${protocol}`, member);
  });
}

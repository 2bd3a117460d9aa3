import type { Member, Members } from '../members.ts';
import type { Place, ProtocolOptions } from '../types.ts';
import { invalidUse } from './invalid-use.ts';
import { isObject } from './locate.ts';
import { keyText } from './signature.ts';

/** One member, and where it comes from. */
export interface Requirement {
  readonly key: PropertyKey;
  readonly place: Place;
  readonly member: Member;
  /** The protocol that declares it. */
  readonly protocol: string;
}

/** A protocol as data: what copies of this package hand each other. */
export interface Definition {
  readonly name: string;
  /** The protocols it is composed of. */
  readonly parents: readonly string[];
  readonly requirements: readonly Requirement[];
}

/** The key under which a value's own callability is listed. */
export const CALL = 'call';

/** Puts a protocol's own members in order, and refuses what is none. */
export function define(name: string, members: Members, options: ProtocolOptions = {}): Definition {
  if (typeof name !== 'string' || name.trim() === '')
    invalidUse("A protocol has a name: protocol('Source', { stream: method() })");
  const requirements = [
    ...requirementsOf(name, 'instance', members),
    ...requirementsOf(name, 'static', options.static ?? {}),
    ...requirementsOf(name, 'call', options.call === undefined ? {} : { [CALL]: options.call }),
  ];
  return { name, parents: [], requirements };
}

function requirementsOf(protocol: string, place: Place, members: Members): Requirement[] {
  if (!isPlain(members)) invalidUse(`The members of ${protocol} are listed in a plain object`, protocol);
  return Reflect.ownKeys(members).map((key) => {
    const member = members[key];
    if (!isMember(member))
      invalidUse(
        `${protocol} describes ${keyText(key)} by something else than method() or property()`,
        protocol,
      );
    return { key, place, member, protocol };
  });
}

function isPlain(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** By its shape, so that members of another copy of this package are as good. */
function isMember(value: unknown): value is Member {
  if (!isObject(value)) return false;
  const { type, required } = value as Partial<Member>;
  return (type === 'method' || type === 'property') && typeof required === 'boolean';
}

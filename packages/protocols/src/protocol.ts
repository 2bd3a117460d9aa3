import { createProtocol } from './internal/create-protocol.ts';
import { define } from './internal/definition.ts';
import type { Members, MembersOf, TypeOfMembers } from './members.ts';
import type { Protocol, ProtocolOptions } from './types.ts';

/**
 * A run-time contract: what a value must have, whatever it inherits from.
 *
 * @param name - Shown in messages; need not be unique.
 * @param members - What the value must have, each by `method()` or `property()`.
 */
export function protocol<const M extends Members>(
  name: string,
  members: M,
  options?: ProtocolOptions,
): Protocol<TypeOfMembers<M>>;
/**
 * A run-time contract for a type that is already there. Members that do not describe the type do not compile.
 *
 * @typeParam Type - Each of its keys is a member.
 */
export function protocol<Type extends object>(
  name: string,
  members: MembersOf<Type>,
  options?: ProtocolOptions,
): Protocol<Type>;
/* @__NO_SIDE_EFFECTS__ */
export function protocol(name: string, members: Members, options?: ProtocolOptions): Protocol<unknown> {
  return createProtocol(define(name, members, options));
}

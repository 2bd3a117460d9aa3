import { createMember } from './internal/create-member.ts';
import { functionKind, isCallable } from './internal/function-kind.ts';
import { notExpected } from './internal/invalid-use.ts';
import { isObject } from './internal/locate.ts';
import type { PropertyCheck, PropertyMember } from './members.ts';
import type { StandardSchema } from './standard-schema.ts';

/** A member that is a data property of a value the guard accepts. */
export function property<Type>(guard: (value: unknown) => value is Type): PropertyMember<Type, true>;
/** A member that is a data property of a value the schema accepts; what the schema would make of it is not kept. */
export function property<Input>(schema: StandardSchema<Input, unknown>): PropertyMember<Input, true>;
/** A member that is a data property of which the check says `true`. Without a check it only has to be there. */
export function property<Type = unknown>(check?: (value: unknown) => boolean): PropertyMember<Type, true>;
/* @__NO_SIDE_EFFECTS__ */
export function property(check?: PropertyCheck): PropertyMember<unknown, true> {
  if (check !== undefined && !isCheck(check)) notExpected('A synchronous guard or schema', check);
  return createMember({ type: 'property', check }, true);
}

/** An asynchronous guard would answer with a promise, and that is never false. */
function isCheck(check: unknown): boolean {
  if (!isObject(check)) return false;
  return '~standard' in check || (isCallable(check) && functionKind(check) === 'sync');
}

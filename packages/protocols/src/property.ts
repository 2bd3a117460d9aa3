import { functionKind, isCallable } from './internal/function-kind.ts';
import { invalidUse } from './internal/invalid-use.ts';
import { isObject } from './internal/locate.ts';
import type { PropertyCheck, PropertyMember } from './members.ts';
import type { StandardSchema } from './standard-schema.ts';

/** A member that is a data property of a value the guard accepts. */
export function property<Type>(guard: (value: unknown) => value is Type): PropertyMember<Type, true>;
/** A member that is a data property of a value the schema accepts; the value stays as it is, whatever the schema makes of it. */
export function property<Input>(schema: StandardSchema<Input, unknown>): PropertyMember<Input, true>;
/** A member that is a data property of which the check says `true`. Without a check it only has to be there. */
export function property<Type = unknown>(check?: (value: unknown) => boolean): PropertyMember<Type, true>;
export function property(check?: PropertyCheck): PropertyMember<unknown, true> {
  if (check !== undefined && !isCheck(check))
    invalidUse('property() takes a synchronous guard or a Standard Schema');
  return propertyMember(check, true);
}

function propertyMember<Required extends boolean>(
  check: PropertyCheck | undefined,
  required: Required,
): PropertyMember<unknown, Required> {
  return Object.freeze({
    type: 'property' as const,
    check,
    required,
    optional: () => propertyMember(check, false),
  });
}

/** An asynchronous guard would answer with a promise, which is never false. */
function isCheck(check: unknown): boolean {
  if (!isObject(check)) return false;
  return '~standard' in check || (isCallable(check) && functionKind(check) === 'sync');
}

import { invalidUse } from './internal/invalid-use.ts';
import type { MethodKind, MethodMember, MethodOf } from './members.ts';

export interface MethodOptions<Arity extends number = number, Kind extends MethodKind = MethodKind> {
  /**
   * With how many arguments it is called. A method that declares fewer is fine, it ignores the rest; one that declares
   * more would miss some. Parameters from the first default or rest onwards are not declared as far as one can see.
   *
   * @defaultValue the number of `parameters`; without those, any
   */
  readonly arity?: Arity;
  /**
   * How it has to be declared. Leave it out where any function will do whose result fits: one that is not `async`
   * may return a promise all the same.
   */
  readonly kind?: Kind;
  /** Names of the arguments, shown in messages and stubs. */
  readonly parameters?: readonly string[];
}

const methodKinds: readonly unknown[] = [
  'sync',
  'async',
  'generator',
  'async-generator',
] satisfies MethodKind[];

/** A member that is a method. */
export function method<const Arity extends number = never, const Kind extends MethodKind = never>(
  options?: MethodOptions<Arity, Kind>,
): MethodMember<MethodOf<Kind>, Arity, Kind, true>;
/** A member that is a method of the given type; at run time only its arity and kind can be seen. */
export function method<Type extends (...values: never[]) => unknown>(
  options?: MethodOptions,
): MethodMember<Type, number, MethodKind, true>;
export function method(options: MethodOptions = {}): MethodMember<unknown, number, MethodKind, true> {
  const { parameters, arity = parameters?.length, kind } = options;
  if (arity !== undefined && !(Number.isSafeInteger(arity) && arity >= 0))
    invalidUse(`method({ arity }) takes a whole number of arguments, not ${String(arity)}`);
  if (parameters !== undefined && parameters.length !== arity)
    invalidUse(`method({ arity: ${arity} }) is given ${parameters.length} parameters`);
  if (kind !== undefined && !methodKinds.includes(kind))
    invalidUse(`method({ kind }) takes ${methodKinds.join(', ')}, not ${String(kind)}`);
  return methodMember({ arity, kind, parameters }, true);
}

type Shape = Pick<MethodMember, 'arity' | 'kind' | 'parameters'>;

function methodMember<Required extends boolean>(
  shape: Shape,
  required: Required,
): MethodMember<unknown, number, MethodKind, Required> {
  return Object.freeze({
    type: 'method' as const,
    ...shape,
    required,
    optional: () => methodMember(shape, false),
  });
}

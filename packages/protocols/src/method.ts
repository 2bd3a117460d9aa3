import { createMember } from './internal/create-member.ts';
import { notExpected } from './internal/invalid-use.ts';
import { prefixes } from './internal/words.ts';
import type { MethodKind, MethodMember, MethodOf } from './members.ts';

/** How a method is called and declared. */
export interface MethodOptions<Arity extends number = number, Kind extends MethodKind = MethodKind> {
  /**
   * With how many arguments it is called. A method that declares fewer is fine, it ignores the rest; one that declares
   * more would miss some. A function does not show its parameters from the first default or rest onwards.
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

/** A member that is a method. */
export function method<const Arity extends number = never, const Kind extends MethodKind = never>(
  options?: MethodOptions<Arity, Kind>,
): MethodMember<MethodOf<Kind>, Arity, Kind, true>;
/**
 * A member that is a method of the given type.
 *
 * @typeParam Type - The type of the method, of which only arity and kind can be seen at run time.
 */
export function method<Type extends (...values: never[]) => unknown>(
  options?: MethodOptions,
): MethodMember<Type, number, MethodKind, true>;
/* @__NO_SIDE_EFFECTS__ */
export function method({
  parameters,
  kind,
  ...options
}: MethodOptions = {}): MethodMember<unknown, number, MethodKind, true> {
  const { arity = parameters?.length } = options;
  if (arity !== undefined && !(arity >= 0 && arity % 1 === 0)) notExpected('An arity of 0 or more', arity);
  if (parameters !== undefined && parameters.length !== arity)
    notExpected(`An arity of ${parameters.length}`, arity);
  if (kind !== undefined && !Object.hasOwn(prefixes, kind))
    notExpected(`A kind of ${Object.keys(prefixes)}`, kind);
  return createMember({ type: 'method', arity, kind, parameters: parameters && [...parameters] }, true);
}

import type { StandardSchema } from './standard-schema.ts';

/** How a method is declared. A plain function that returns a promise is declared `sync`. */
export type MethodKind = 'sync' | 'async' | 'generator' | 'async-generator';

/** A function to be called as a method, whatever its parameters. */
export type Method<Result = unknown> = {
  /** Written as a method, as of methods the compiler compares parameters either way. */
  method(...values: unknown[]): Result;
}['method'];

/** What a method declared as `Kind` gives back. */
export type MethodOf<Kind extends MethodKind> = [Kind] extends [never]
  ? Method
  : [Kind] extends ['async']
    ? Method<Promise<unknown>>
    : [Kind] extends ['generator']
      ? Method<Generator>
      : [Kind] extends ['async-generator']
        ? Method<AsyncGenerator>
        : Method;

/** A test of a data property: a guard, or any Standard Schema that answers synchronously. */
export type PropertyCheck = ((value: unknown) => boolean) | StandardSchema;

/** A method that a protocol asks for; made by `method()`. */
export interface MethodMember<
  Type = Method,
  Arity extends number = number,
  Kind extends MethodKind = MethodKind,
  Required extends boolean = boolean,
> {
  readonly type: 'method';
  /** With how many arguments it is called; any number without it. */
  readonly arity?: Arity | undefined;
  readonly kind?: Kind | undefined;
  /** Names of the arguments, for messages and stubs. */
  readonly parameters?: readonly string[] | undefined;
  readonly required: Required;
  /** The same member, that may also be absent or `undefined`. */
  optional(): MethodMember<Type, Arity, Kind, false>;
  /** Carries the type; never there. */
  readonly '~type'?: Type;
}

/** A data property that a protocol asks for; made by `property()`. */
export interface PropertyMember<Type = unknown, Required extends boolean = boolean> {
  readonly type: 'property';
  readonly check?: PropertyCheck | undefined;
  readonly required: Required;
  /** The same member, that may also be absent or `undefined`. */
  optional(): PropertyMember<Type, false>;
  /** Carries the type; never there. */
  readonly '~type'?: Type;
}

/** Anything that a protocol asks for. */
export type Member = MethodMember<unknown> | PropertyMember;

/** Members by name or symbol. */
export interface Members {
  readonly [key: PropertyKey]: Member;
}

/** How a function of the type may be declared: in each way that gives a result such as it gives. */
export type KindOf<Type> = Type extends (...values: never[]) => infer Result
  ?
      | 'sync'
      | (Promise<never> extends Result ? 'async' : never)
      | (Generator<never, never> extends Result ? 'generator' : never)
      | (AsyncGenerator<never, never> extends Result ? 'async-generator' : never)
  : never;

/** The members that describe a value of the type: for a function a method of fitting arity and kind, or a property. */
export type MemberFor<Type, Required extends boolean> =
  | PropertyMember<Type, Required>
  | ([Type] extends [(...values: infer Values) => unknown]
      ? MethodMember<unknown, Values['length'], KindOf<Type>, Required>
      : never);

/** The members that describe `Type`: one for each of its keys, optional where the key is. */
export type MembersOf<Type> = {
  readonly [Key in keyof Type]-?: Partial<Pick<Type, Key>> extends Pick<Type, Key>
    ? MemberFor<Exclude<Type[Key], undefined>, false>
    : MemberFor<Type[Key], true>;
};

/** The type of a value that the member describes. */
export type TypeOfMember<M extends Member> = M extends { readonly '~type'?: infer Type } ? Type : never;

/** The type that members describe. */
export type TypeOfMembers<M extends Members> = {
  [Key in keyof M as M[Key]['required'] extends true ? Key : never]: TypeOfMember<M[Key]>;
} & {
  [Key in keyof M as M[Key]['required'] extends true ? never : Key]?: TypeOfMember<M[Key]>;
} extends infer Type
  ? { [Key in keyof Type]: Type[Key] }
  : never;

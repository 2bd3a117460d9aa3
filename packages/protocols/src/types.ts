import type { Members, MembersOf, MethodKind, MethodMember, TypeOfMembers } from './members.ts';
import type { StandardProps } from './standard-schema.ts';

/** What was seen of one member. `unverified` passes: it is a getter, and those are not run. */
export type Verdict = 'ok' | 'unverified' | 'missing' | 'wrong-kind' | 'wrong-arity' | 'unreadable';

/** Where a member is looked for: on the value, on its class, or in the value itself as it is called. */
export type Place = 'instance' | 'static' | 'call';

/** What was seen of one member of a value. */
export interface MemberVerdict {
  /** The protocol that declares the member. */
  readonly protocol: string;
  /** `undefined` for the value itself, as a function to be called. */
  readonly member: PropertyKey | undefined;
  readonly place: Place;
  readonly verdict: Verdict;
}

/** One way in which a value falls short of a protocol. Plain data, with no hold on the value. */
export interface ProtocolIssue {
  /**
   * - `missing`: there is no such member
   * - `wrong-kind`: not callable, declared as another kind of method, refused by the property's check; or the value is
   *   `null` or `undefined`
   * - `wrong-arity`: it declares more parameters than it will be given
   * - `unreadable`: a Proxy refused to show it, or led on without end
   * - `invalid-use`: a definition, or a call of this package, that makes no sense
   */
  readonly code: Exclude<Verdict, 'ok' | 'unverified'> | 'invalid-use';
  /** The protocol that declares the member. */
  readonly protocol: string;
  /** `undefined` for the value itself, as a function to be called, and for what is no issue of a value. */
  readonly member?: PropertyKey | undefined;
  readonly place: Place;
  /** Where to look, in the manner of Standard Schema. */
  readonly path: readonly PropertyKey[];
  /** The member as the protocol has it: `async *stream(options)`. */
  readonly expected: string;
  /** What is there instead. */
  readonly found: string;
  /** What was probably meant. */
  readonly hint?: string | undefined;
  /** For a missing member, code to start it from. */
  readonly stub?: string | undefined;
  /** All of this in one line. */
  readonly message: string;
}

/** The answer of `check`. */
export type CheckResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly issues: readonly ProtocolIssue[] };

/** How a value is spoken of when it is refused. */
export interface AssertOptions {
  /** What the value is to you, for the message: `'sources[0]'`. */
  readonly as?: string;
}

/** What a protocol asks for apart from the members of a value. */
export interface ProtocolOptions {
  /** Members of the class rather than of its instances. */
  readonly static?: Members;
  /** What is asked of the value itself, when it is a function to be called. */
  readonly call?: MethodMember<unknown>;
}

/** A class, abstract or not, whatever it is constructed with. */
export type AnyClass<Instance = object> = abstract new (...values: never[]) => Instance;

/** A protocol as plain data: it survives JSON unchanged. */
export interface ProtocolDescription {
  readonly name: string;
  readonly members: readonly MemberDescription[];
}

/** A member as plain data; what is not asked for is absent. */
export interface MemberDescription {
  /** The key as it stands in a class body: `stream`, `[Symbol.asyncIterator]`. Absent for the value itself. */
  readonly member?: string;
  readonly type: 'method' | 'property';
  readonly place: Place;
  readonly required: boolean;
  /** The protocol that declares it: this one, or one that it is composed of. */
  readonly protocol: string;
  /** The whole as a line of code: `async *stream(options)`, `name: isString`. */
  readonly signature: string;
  readonly arity?: number;
  readonly kind?: MethodKind;
  readonly parameters?: readonly string[];
}

/** What `bind` captures: a function stays one. */
export type Bound<Type> = Type extends (...values: never[]) => unknown ? Type : Readonly<Type>;

/** What a value is known to be once it satisfies the protocol. */
export type TypeOf<P extends Protocol<unknown>> = P extends Protocol<infer Type> ? Type : never;

/** What a value is known to be once it satisfies all the protocols. */
export type Meet<P extends readonly Protocol<unknown>[]> = P extends readonly [
  Protocol<infer First>,
  ...infer Rest extends readonly Protocol<unknown>[],
]
  ? First & Meet<Rest>
  : unknown;

/**
 * A run-time contract. Looking is not touching: no question about a value runs a getter or a method of its own; `bind`
 * alone reads getters. The functions may be passed around on their own.
 *
 * @typeParam Type - What a value is known to be once it has passed.
 */
export interface Protocol<Type> {
  readonly name: string;
  /**
   * Whether the value has every member. Of a class seen before, only the instance's own properties are looked at:
   * methods that a prototype is given later are noticed by `check` and `assert`, methods that are taken away are not.
   */
  is(value: unknown): value is Type;
  /** The same as `is`, for `value instanceof Source`. */
  [Symbol.hasInstance](value: unknown): value is Type;
  /** Everything in which the value falls short. */
  check(value: unknown): CheckResult;
  /** The verdict on every member, those that are as they should be included. */
  verdicts(value: unknown): readonly MemberVerdict[];
  /**
   * The value, known to have every member.
   *
   * @throws ProtocolError with every issue.
   */
  assert(value: unknown, options?: AssertOptions): Type;
  /**
   * The members alone, captured once and frozen: methods are bound to the value, and what the value does to its own
   * later has no effect on them. Getters are read, each once, and what they give is checked.
   *
   * @throws ProtocolError with every issue.
   */
  bind(value: unknown, options?: AssertOptions): Bound<Type>;
  /**
   * An abstract class to extend: constructing a subclass that lacks a method, its own or inherited, throws a
   * `ProtocolError` that names every one. Fields and data properties are left to `assert`, as they are not there yet. A
   * subclass is nominal: only its own instances are `instanceof` it. Declare it `implements` the type as well, and the
   * compiler sees what is missing.
   */
  base(): abstract new () => object;
  /**
   * Makes a class that is not yours a virtual subclass: it is checked now, as by `implementing`, and from then on data
   * properties that its instances do not show are taken on trust.
   *
   * @returns the class.
   * @throws ProtocolError with every issue.
   */
  register<Foreign extends AnyClass>(foreign: Foreign): Foreign;
  /**
   * A protocol that asks for more: for further members, or for a member to be there that was optional.
   *
   * @throws ProtocolError when a member contradicts or merely repeats what is there.
   */
  extend<const M extends Members>(
    name: string,
    members: M,
    options?: ProtocolOptions,
  ): Protocol<Type & TypeOfMembers<M>>;
  /**
   * The same for what a type has in addition.
   *
   * @typeParam More - Each of its keys is a member.
   */
  extend<More extends object>(
    name: string,
    members: MembersOf<More>,
    options?: ProtocolOptions,
  ): Protocol<Type & More>;
  /** The protocol as plain data, for documentation and tools. */
  describe(): ProtocolDescription;
  /** The protocol as a Standard Schema; the value it gives is the value it was given. */
  readonly '~standard': StandardProps<Type>;
}

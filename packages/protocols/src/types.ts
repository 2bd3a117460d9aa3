import type { Members, MethodMember } from './members.ts';

/** What was seen of one member. `unverified` passes: it is a getter, and those are not run. */
export type Verdict = 'ok' | 'unverified' | 'missing' | 'wrong-kind' | 'wrong-arity' | 'unreadable';

/** Where a member is looked for: on the value, on its class, or in the value itself as it is called. */
export type Place = 'instance' | 'static' | 'call';

/** What was seen of one member of a value. */
export interface MemberVerdict {
  /** The protocol that declares the member. */
  readonly protocol: string;
  readonly member: PropertyKey;
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
  /** `undefined` when the issue is with the value as a whole. */
  readonly member: PropertyKey | undefined;
  readonly place: Place;
  /** Where to look, in the manner of Standard Schema. */
  readonly path: readonly PropertyKey[];
  /** The member as the protocol has it: `async *stream(options)`. */
  readonly expected: string;
  /** What is there instead. */
  readonly found: string;
  /** What was probably meant. */
  readonly hint?: string;
  /** For a missing member, code to start it from. */
  readonly stub?: string;
  /** All of this in one line. */
  readonly message: string;
}

/** The answer of `check`. */
export type CheckResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly issues: readonly ProtocolIssue[] };

export interface AssertOptions {
  /** What the value is to you, for the message: `'sources[0]'`. */
  readonly as?: string;
}

export interface ProtocolOptions {
  /** Members of the class rather than of its instances. */
  readonly static?: Members;
  /** What is asked of the value itself, when it is a function to be called. */
  readonly call?: MethodMember<unknown>;
}

/** A class, abstract or not, whatever it is constructed with. */
export type AnyClass<Instance = object> = abstract new (...values: never[]) => Instance;

/**
 * A run-time contract. Looking is not touching: none of its questions runs a getter or a method of the value, and but
 * for `assert`, `bind`, `register` and `base` none throws. All its functions may be passed around on their own.
 *
 * @typeParam Type - What a value is known to be once it has passed.
 */
export interface Protocol<Type> {
  readonly name: string;
  /**
   * Whether the value has every member. For a class seen before this costs one look-up and the value's own properties:
   * a prototype that is changed afterwards is seen as it was, until `check` finds the value short of something.
   */
  is(value: unknown): value is Type;
  /** The same as `is`, as `value instanceof protocol`. */
  [Symbol.hasInstance](value: unknown): value is Type;
  /** Everything in which the value falls short. */
  check(value: unknown): CheckResult;

  /**
   * The value, known to have every member.
   *
   * @throws ProtocolError with every issue.
   */
  assert(value: unknown, options?: AssertOptions): Type;
}

/// <reference lib="esnext.disposable" preserve="true" />
export { ProtocolError, type ProtocolErrorCode } from './errors.ts';
export { isNumber, isString } from './guards.ts';
export { implementing } from './implementing.ts';
export type {
  KindOf,
  Member,
  MemberFor,
  Members,
  MembersOf,
  Method,
  MethodKind,
  MethodMember,
  MethodOf,
  PropertyCheck,
  PropertyMember,
  TypeOfMember,
  TypeOfMembers,
} from './members.ts';
export { type MethodOptions, method } from './method.ts';
export { property } from './property.ts';
export { protocol } from './protocol.ts';
export {
  AsyncDisposable,
  AsyncIterable,
  AsyncIterator,
  Callable,
  Disposable,
  Iterable,
  Iterator,
  Sized,
} from './ready-made.ts';
export type { StandardIssue, StandardProps, StandardResult, StandardSchema } from './standard-schema.ts';
export type {
  AnyClass,
  AssertOptions,
  Bound,
  CheckResult,
  Meet,
  MemberDescription,
  MemberVerdict,
  Place,
  Protocol,
  ProtocolDescription,
  ProtocolIssue,
  ProtocolOptions,
  TypeOf,
  Verdict,
} from './types.ts';
export { union } from './union.ts';

export { ProtocolError, type ProtocolErrorCode } from './errors.ts';
export type {
  Member,
  Members,
  MembersOf,
  Method,
  MethodKind,
  MethodMember,
  MethodOf,
  PropertyCheck,
  PropertyMember,
  TypeOfMembers,
} from './members.ts';
export { type MethodOptions, method } from './method.ts';
export { property } from './property.ts';
export { protocol } from './protocol.ts';
export type { StandardIssue, StandardProps, StandardResult, StandardSchema } from './standard-schema.ts';
export type {
  AnyClass,
  AssertOptions,
  CheckResult,
  MemberVerdict,
  Place,
  Protocol,
  ProtocolIssue,
  ProtocolOptions,
  Verdict,
} from './types.ts';

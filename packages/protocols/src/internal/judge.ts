import type { Member, PropertyCheck } from '../members.ts';
import type { Verdict } from '../types.ts';
import { declaredArity, functionKind, isCallable } from './function-kind.ts';

/** The verdict on a member that is there. Runs nothing but the member's own check; throws what a Proxy throws. */
export function judge(member: Member, value: unknown): Verdict {
  if (value === undefined && !member.required) return 'ok';
  if (member.type === 'property') return objection(member.check, value) === undefined ? 'ok' : 'wrong-kind';
  const { arity, kind } = member;
  if (!isCallable(value) || (kind !== undefined && kind !== functionKind(value))) return 'wrong-kind';
  return arity !== undefined && declaredArity(value) > arity ? 'wrong-arity' : 'ok';
}

export function passes({ verdict }: { readonly verdict: Verdict }): boolean {
  return verdict === 'ok' || verdict === 'unverified';
}

/** What a check has against a value: `undefined` when it accepts it, an empty text when it gives no reason. */
export function objection(check: PropertyCheck | undefined, value: unknown): string | undefined {
  if (check === undefined) return undefined;
  try {
    if (typeof check === 'function') return check(value) === true ? undefined : '';
    const result = check['~standard'].validate(value);
    if (!('then' in result)) return result.issues && (result.issues[0]?.message ?? '');
    // What becomes of an answer that nobody waits for is nobody's concern.
    result.then(undefined, () => {});
  } catch {
    // A check that throws has not accepted the value.
  }
  return 'its check gave no answer';
}

import type { Member, MethodMember, PropertyCheck } from '../members.ts';
import type { Verdict } from '../types.ts';
import { declaredArity, functionKind, isCallable } from './function-kind.ts';
import { isObject, type Sighting } from './locate.ts';

/** What a sighting means for a member. Runs nothing but the member's own check. */
export function judge(member: Member, sighting: Sighting): Verdict {
  switch (sighting.kind) {
    case 'unreadable':
      return 'unreadable';
    case 'getter':
      return 'unverified';
    case 'absent':
      return member.required ? 'missing' : 'ok';
    case 'value':
      return judgeValue(member, sighting.value);
  }
}

export function judgeValue(member: Member, value: unknown): Verdict {
  if (value === undefined && !member.required) return 'ok';
  if (member.type === 'method') return judgeMethod(member, value);
  return member.check === undefined || objection(member.check, value) === undefined ? 'ok' : 'wrong-kind';
}

export function passes(verdict: Verdict): boolean {
  return verdict === 'ok' || verdict === 'unverified';
}

function judgeMethod({ arity, kind }: MethodMember<unknown>, value: unknown): Verdict {
  try {
    if (!isCallable(value)) return 'wrong-kind';
    if (kind !== undefined && kind !== functionKind(value)) return 'wrong-kind';
    return arity !== undefined && (declaredArity(value) ?? 0) > arity ? 'wrong-arity' : 'ok';
  } catch {
    return 'unreadable';
  }
}

/** What a check has against a value: `undefined` when it accepts it, an empty text when it gives no reason. */
export function objection(check: PropertyCheck, value: unknown): string | undefined {
  try {
    if (typeof check === 'function') return accepted(check(value)) ? undefined : '';
    const result = check['~standard'].validate(value);
    if (isPending(result)) return 'its schema answers only later';
    return result.issues === undefined ? undefined : (result.issues[0]?.message ?? '');
  } catch {
    return 'its check failed';
  }
}

function accepted(answer: unknown): boolean {
  return Boolean(answer) && !isPending(answer);
}

/** A check that answers later has not answered; what becomes of it is nobody's concern. */
function isPending(answer: unknown): answer is PromiseLike<unknown> {
  if (!isObject(answer) || !('then' in answer) || typeof answer.then !== 'function') return false;
  answer.then(undefined, () => {});
  return true;
}

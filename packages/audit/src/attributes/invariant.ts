import { AuditError } from '../errors.ts';
import { kindOf } from '../internal/kind.ts';
import { attention } from '../internal/notify.ts';
import { attempt, type Broken } from '../internal/rules.ts';
import { strictly } from '../internal/state.ts';
import type { Class } from './define-audited.ts';

/**
 * Demands that `rule` holds of every instance after each change, or at the end of a transaction: a change that breaks it
 * is refused. Where it holds not of initial values, the constructor throws; it is judged once every attribute that it
 * reads has a value. The rule's function name is its name; one made with `rule()` has a name that survives minification.
 */
export function invariant<Type extends Class>(
  type: Type,
  rule: (target: InstanceType<Type>) => boolean,
): void {
  const kind = kindOf(type);
  const before = kind.judge;
  kind.judge = (owner) => before?.(owner) ?? judge(rule, owner.target.deref() as InstanceType<Type>);
  attention.count += 1;
}

function judge<Target>(rule: (target: Target) => boolean, target: Target): Broken | undefined {
  const broken = attempt(rule.name, () => strictly(() => rule(target)));
  return broken && isUndecided(broken) ? undefined : broken;
}

/** It asked for an attribute that has no value yet: the owner is still being made, and is judged once it has one. */
function isUndecided({ cause }: Broken): boolean {
  return cause instanceof AuditError && cause.code === 'uninitialised';
}

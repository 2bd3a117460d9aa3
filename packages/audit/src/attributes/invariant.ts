import { kindOf } from '../internal/kind.ts';
import { attention } from '../internal/notify.ts';
import type { Class } from './define-audited.ts';

/**
 * Demands that `rule` holds of every instance after each change, or at the end of a transaction: a change that breaks it
 * is refused. Where it holds not of initial values, the constructor throws; it is judged once every attribute that it
 * reads has a value. The rule's function name is its name; `rule` gives a name that survives minification.
 */
export function invariant<Type extends Class>(
  type: Type,
  rule: (target: InstanceType<Type>) => boolean,
): void {
  const kind = kindOf(type);
  kind.invariants = [...kind.invariants, rule];
  attention.count += 1;
}

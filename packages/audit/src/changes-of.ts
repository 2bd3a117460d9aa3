import { ChangeLog } from './change-log.ts';
import type { Class } from './define-audited.ts';
import { attributeOfTarget, attributesOfTarget } from './internal/find-attributes.ts';
import { kindOf } from './internal/kind.ts';
import type { Owner } from './internal/owner.ts';
import { stateOf } from './internal/state.ts';

/** The log of a class's attribute, over all its instances. */
export function changesOf<Type extends Class, Key extends keyof InstanceType<Type>>(
  type: Type,
  attribute: Key,
): ChangeLog<InstanceType<Type>[Key]>;
/** The log of one attribute of one instance. */
export function changesOf<Target extends object, Key extends keyof Target>(
  target: Target,
  attribute: Key,
): ChangeLog<Target[Key]>;
/** The log of a class or an instance: all audited attributes in the order in which they changed. */
export function changesOf(target: object, attribute?: PropertyKey): ChangeLog;
export function changesOf(target: object, attribute?: PropertyKey): ChangeLog {
  const attributes =
    attribute === undefined ? attributesOfTarget(target) : [attributeOfTarget(target, attribute)];
  return new ChangeLog(attributes, ownersOf(target));
}

function ownersOf(target: object): (owner: Owner) => boolean {
  if (typeof target === 'function') {
    const kind = kindOf(target);
    return (owner) => owner.kind.derivesFrom(kind);
  }
  const owner = stateOf(target)?.owner;
  return (candidate) => candidate === owner;
}

import type { Class } from '../attributes/define-audited.ts';
import { findAttribute, findAttributes, ownerState } from '../internal/find-attributes.ts';
import { kindOf } from '../internal/kind.ts';
import type { Owner } from '../internal/owner.ts';
import { ChangeLog } from './change-log.ts';

/** The log of a class's attribute, over all its instances. */
export function changesOf<Type extends Class, Key extends keyof InstanceType<Type>>(
  type: Type,
  attribute: Key,
): ChangeLog<InstanceType<Type>[Key]>;
/** The log of one attribute of one instance, or of a static attribute. */
export function changesOf<Target extends object, Key extends keyof Target>(
  target: Target,
  attribute: Key,
): ChangeLog<Target[Key]>;
/** The log of a class or an instance, private attributes (`'#name'`) included: all changes in their order. */
export function changesOf(target: object, attribute?: PropertyKey): ChangeLog;
export function changesOf(target: object, attribute?: PropertyKey): ChangeLog {
  const concerns = ownersOf(target);
  const attributes = attribute === undefined ? findAttributes(target) : [findAttribute(target, attribute)];
  return new ChangeLog(attributes, concerns);
}

/** A class concerns its instances and those of its subclasses. */
function ownersOf(target: object): (owner: Owner) => boolean {
  if (typeof target === 'function') {
    const kind = kindOf(target);
    return (owner) => owner.kind.lineage.includes(kind);
  }
  const { owner } = ownerState(target);
  return (candidate) => candidate === owner;
}

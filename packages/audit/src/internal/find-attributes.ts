import { AuditError } from '../errors.ts';
import { attributeAt } from './accessors.ts';
import type { Attribute } from './attribute.ts';
import { formatText } from './format.ts';
import { kindOf } from './kind.ts';
import { attachState, type State, stateOf } from './state.ts';

/** The audited attributes of a class or an owner, the most derived first. */
export function findAttributes(target: object): Attribute[] {
  const found = new Set<Attribute>();
  collect(target, found);
  if (typeof target === 'function') {
    collect(target.prototype, found);
    for (const attribute of kindOf(target).attributes.keys()) found.add(attribute);
  }
  for (const { attribute } of stateOf(target)?.cells ?? []) found.add(attribute);
  return [...found];
}

/** The audited attribute of that name; throws when there is none, and says which there are. */
export function findAttribute(target: object, name: PropertyKey): Attribute {
  const all = findAttributes(target);
  const attribute = all.find(({ key }) => key === name);
  if (attribute) return attribute;
  const names = all.map((candidate) => candidate.name).join(', ') || 'none';
  throw new AuditError(
    'not-audited',
    formatText(`${String(name)} is not an audited attribute; there are: ${names}.`),
  );
}

/**
 * The state of an owner. One whose attributes all begin with the first assignment becomes an owner here; of a class
 * that declares attributes, an object without state is no instance.
 */
export function ownerState(target: object): State {
  const state = stateOf(target);
  if (state) return state;
  const attributes = typeof target === 'function' ? [] : findAttributes(target);
  if (
    attributes.length > 0 &&
    attributes.every(({ form, key }) => !form.declared && !Object.hasOwn(target, key))
  ) {
    return attachState(target);
  }
  throw new AuditError(
    'not-audited',
    'This object has no audited attributes. Pass the instance, not a Proxy of it; of a class with fields, one of the ' +
      'class that defineAudited returned.',
  );
}

function collect(from: object | null, found: Set<Attribute>): void {
  if (!from) return;
  for (const key of Reflect.ownKeys(from)) {
    const attribute = attributeAt(from, key);
    if (attribute) found.add(attribute);
  }
  collect(Object.getPrototypeOf(from), found);
}

import { AuditError } from '../errors.ts';
import { attributeAt } from './accessors.ts';
import type { Attribute } from './attribute.ts';
import { formatKey } from './format.ts';
import { kindOf } from './kind.ts';
import { attachState, type State, stateOf } from './state.ts';

/** The audited attributes of a class or an owner, the most derived first. */
export function findAttributes(target: object): Attribute[] {
  const found = new Set(stateOf(target)?.cells.map(({ attribute }) => attribute));
  collect(target, found);
  if (typeof target === 'function') {
    collect(target.prototype, found);
    for (const attribute of kindOf(target).hidden) found.add(attribute);
  }
  return [...found];
}

/** The audited attribute of that name; throws when there is none, and says which there are. */
export function findAttribute(target: object, name: PropertyKey): Attribute {
  const all = findAttributes(target);
  const attribute = all.find(({ key }) => key === name);
  if (attribute !== undefined) return attribute;
  const names = all.map((candidate) => formatKey(candidate.name)).join(', ') || 'none';
  throw new AuditError(
    'not-audited',
    `${formatKey(String(name))} is not audited on ${nameOf(target)}; the audited attributes are: ${names}.`,
    { attribute: String(name) },
  );
}

/**
 * The state of an owner. One whose attributes all begin with the first assignment becomes an owner here; of a class
 * that declares attributes, an object without state is no instance.
 */
export function ownerState(target: object): State {
  const state = stateOf(target);
  if (state !== undefined) return state;
  const attributes = typeof target === 'function' ? [] : findAttributes(target);
  const fresh = attributes.every(
    ({ beginning, key }) => beginning === 'assigned' && !Object.hasOwn(target, key),
  );
  if (fresh && attributes.length > 0) return attachState(target);
  throw new AuditError(
    'not-audited',
    `${nameOf(target)} owns no audited attribute. If it stands in for an object that does, as a Proxy would, use the ` +
      'object itself; if its class declares fields of the same names, construct the class that defineAudited returned.',
  );
}

function nameOf(target: object): string {
  if (typeof target === 'function') return `the class ${formatKey(target.name)}`;
  return stateOf(target)?.owner.id ?? 'this object';
}

function collect(from: object | null, found: Set<Attribute>): void {
  for (let holder = from; holder !== null; holder = Object.getPrototypeOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      const attribute = attributeAt(holder, key);
      if (attribute !== undefined) found.add(attribute);
    }
  }
}

import { AuditError } from '../errors.ts';
import { type Attribute, attributeOfSetter } from './attribute.ts';
import { formatKey } from './format.ts';
import { kindOf } from './kind.ts';
import { stateOf } from './state.ts';

/** The audited attributes of a class or an owner, the most derived first. */
export function attributesOfTarget(target: object): Attribute[] {
  const found = new Set<Attribute>();
  for (const cell of stateOf(target)?.cells ?? []) found.add(cell.attribute);
  collect(target, found);
  if (typeof target === 'function') {
    collect(target.prototype, found);
    for (const attribute of kindOf(target).hidden) found.add(attribute);
  }
  return [...found];
}

/** The audited attribute of that name; throws when there is none, and says which there are. */
export function attributeOfTarget(target: object, key: PropertyKey): Attribute {
  const all = attributesOfTarget(target);
  const attribute = all.find((candidate) => candidate.key === key);
  if (attribute !== undefined) return attribute;
  const names = all.map((candidate) => candidate.name).join(', ') || 'none';
  throw new AuditError(
    'not-audited',
    `${formatKey(String(key))} is not an audited attribute of ${nameOf(target)}; it has: ${names}.`,
    { attribute: String(key) },
  );
}

export function nameOf(target: object): string {
  if (typeof target === 'function') return target.name || 'an anonymous class';
  return stateOf(target)?.owner.id ?? 'this object';
}

function collect(from: object | null, found: Set<Attribute>): void {
  for (let holder = from; holder !== null; holder = Object.getPrototypeOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      const attribute = attributeOfSetter(Object.getOwnPropertyDescriptor(holder, key)?.set);
      if (attribute !== undefined) found.add(attribute);
    }
  }
}

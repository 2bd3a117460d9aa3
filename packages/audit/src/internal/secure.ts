import { valuesOf } from '../attributes/values-of.ts';
import { AuditError } from '../errors.ts';
import { attributeAt } from './accessors.ts';
import type { Attribute } from './attribute.ts';
import type { Kind } from './kind.ts';
import { noValue } from './state.ts';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** Throws when the receiver only stands in for an owner: it shows a fixed accessor, and has no state of its own. */
export function refuseStandIn({ key, name }: Attribute, target: object): void {
  const own = Object.getOwnPropertyDescriptor(target, key);
  if (own?.configurable === false) throw noValue(name);
}

/**
 * Puts the accessor on the owner itself, so that nothing can shadow, redefine or delete it, and fixes the one that it
 * came from. An owner that takes no more properties is left alone: it cannot be given a shadowing one either.
 */
export function secure(attribute: Attribute, target: object, kind: Kind): void {
  if (attribute.hidden) return;
  if (attributeAt(target, attribute.key) === attribute) {
    fix(target, attribute.key);
  } else if (leads(attribute, target, kind) && Object.isExtensible(target)) {
    Object.defineProperty(target, attribute.key, attribute.property);
  }
}

/** Whether the name leads to this attribute on owners of that kind: where a subclass redeclares it, it does not. */
function leads(attribute: Attribute, target: object, kind: Kind): boolean {
  const known = kind.leads.get(attribute);
  if (known !== undefined) return known;
  const holders = holdersOf(attribute.key, Object.getPrototypeOf(target));
  const home = holders.find((holder) => attributeAt(holder, attribute.key) === attribute);
  if (home === undefined) {
    throw new AuditError(
      'not-audited',
      `The audited accessor ${attribute.name} has been removed from its class.`,
      {
        attribute: attribute.name,
      },
    );
  }
  fix(home, attribute.key);
  show(home);
  kind.leads.set(attribute, home === holders[0]);
  return home === holders[0];
}

/** Makes audited values visible to JSON.stringify and to Node's inspect, unless the class sees to that itself. */
export function show(home: object): void {
  offer(home, 'toJSON', function (this: object) {
    return { ...this, ...valuesOf(this) };
  });
  offer(home, INSPECT, function (this: object, _depth: number, options: object, inspect?: Inspect) {
    const shown = { ...this, ...valuesOf(this) };
    return inspect === undefined ? shown : `${this.constructor?.name} ${inspect(shown, options)}`;
  });
}

type Inspect = (value: unknown, options: object) => string;

function offer(home: object, key: PropertyKey, value: unknown): void {
  if (!(key in home)) Object.defineProperty(home, key, { value, writable: true, configurable: true });
}

function fix(holder: object, key: PropertyKey): void {
  Object.defineProperty(holder, key, { configurable: false });
}

function holdersOf(key: PropertyKey, from: object | null): object[] {
  return from === null
    ? []
    : [...(Object.hasOwn(from, key) ? [from] : []), ...holdersOf(key, Object.getPrototypeOf(from))];
}

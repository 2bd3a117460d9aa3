import { valuesOf } from '../attributes/values-of.ts';
import { AuditError } from '../errors.ts';
import { attributeAt } from './accessors.ts';
import type { Attribute } from './attribute.ts';
import type { Kind } from './kind.ts';
import { noValue } from './state.ts';

/** Throws when the receiver only stands in for an owner: it shows a fixed accessor, and has no state of its own. */
export function refuseStandIn({ key, name }: Attribute, target: object): void {
  if (Object.getOwnPropertyDescriptor(target, key)?.configurable === false) throw noValue(name);
}

/**
 * Puts the accessor on the owner itself, so that nothing can shadow, redefine or delete it, and fixes the one that it
 * came from. An owner that takes no more properties is left alone: it cannot be given a shadowing one either.
 */
export function secure(attribute: Attribute, target: object, { attributes }: Kind): void {
  const { key, form, property } = attribute;
  if (form.place !== 'own' && !attributes.has(attribute)) {
    attributes.set(attribute, form.place === 'prototype' && secureHome(attribute, target));
  }
  const leads = attributes.get(attribute) ?? true;
  if (leads && Object.isExtensible(target)) Object.defineProperty(target, key, property);
}

/** Fixes the accessor in its class, and says whether the name leads to it: not where a subclass redeclares it. */
function secureHome(attribute: Attribute, target: object): boolean {
  const { key, name } = attribute;
  let leads = true;
  for (let holder = Object.getPrototypeOf(target); holder; holder = Object.getPrototypeOf(holder)) {
    if (attributeAt(holder, key) === attribute) {
      Object.defineProperty(holder, key, { configurable: false });
      show(holder);
      return leads;
    }
    leads &&= !Object.hasOwn(holder, key);
  }
  throw new AuditError('not-audited', `The audited accessor ${name} was removed from its class.`, {
    attribute: name,
  });
}

/** Makes audited values visible to JSON.stringify and to Node's inspect, unless the class sees to that itself. */
export function show(home: object): void {
  offer(home, 'toJSON', shown);
  offer(
    home,
    Symbol.for('nodejs.util.inspect.custom'),
    function (this: object, ...[, options, inspect]: Inspecting) {
      return `${this.constructor?.name} ${inspect(shown.call(this), options)}`;
    },
  );
}

type Inspecting = [depth: number, options: object, inspect: (value: unknown, options: object) => string];

function shown(this: object): object {
  return { ...this, ...valuesOf(this) };
}

function offer(home: object, key: PropertyKey, value: unknown): void {
  if (!(key in home)) Object.defineProperty(home, key, { value, writable: true, configurable: true });
}

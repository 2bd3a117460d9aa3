import { AuditError } from '../errors.ts';
import { Attribute } from '../internal/attribute.ts';
import { formatText } from '../internal/format.ts';
import { shareKind } from '../internal/kind.ts';
import { show } from '../internal/secure.ts';
import { attachState, stateOf } from '../internal/state.ts';
import { begin } from '../internal/write.ts';
import type { AuditedOptions } from '../types.ts';

/** A class, of which instances are made. */
export type Class<Instance extends object = object> = abstract new (...args: never[]) => Instance;

/** The options of each audited attribute, by name. */
export type AuditedAttributes<Target> = { readonly [Key in keyof Target]?: AuditedOptions<Target[Key]> };

/**
 * Audits attributes of a class, without decorator syntax.
 *
 * The first assignment of each, as a rule in the constructor, is its initial value. Where the class declares them as
 * fields (`recordsProcessed = 0`), no one can step in before its constructor ends: construct the class that is returned
 * instead, a subclass of the same name that audits the fields from then on.
 */
export function defineAudited<Type extends Class>(
  type: Type,
  attributes: AuditedAttributes<InstanceType<Type>>,
): Type;
/** Audits properties of one object, from their current values on, and returns it. A class: its static properties. */
export function defineAudited<Target extends object>(
  target: Target,
  attributes: AuditedAttributes<Target>,
  options?: { readonly static?: boolean },
): Target;
export function defineAudited(
  target: object,
  attributes: object,
  options: { readonly static?: boolean } = {},
): object {
  const isClass = typeof target === 'function' && !options.static;
  return isClass ? defineOnClass(target as Constructor, attributes) : defineOnObject(target, attributes);
}

type Constructor = new (...args: unknown[]) => object;

function defineOnClass(type: Constructor, options: object): Constructor {
  const home = type.prototype as object;
  const attributes = attributesFrom(home, options, 'prototype');
  for (const { key, property } of attributes) Object.defineProperty(home, key, property);
  show(home);
  const adopting = class extends type {
    constructor(...args: unknown[]) {
      super(...args);
      for (const attribute of attributes) adopt(this, attribute);
    }
  };
  Object.defineProperty(adopting, 'name', { value: type.name });
  shareKind(adopting, type);
  return adopting;
}

function defineOnObject(target: object, options: object): object {
  if (stateOf(target) === undefined) attachState(target);
  for (const attribute of attributesFrom(target, options, 'own')) {
    if (!adopt(target, attribute)) Object.defineProperty(target, attribute.key, attribute.property);
  }
  show(target);
  return target;
}

/** Makes a field's value the initial value of the attribute, which takes its place; if it is refused, nothing. */
function adopt(target: object, attribute: Attribute): boolean {
  const field = Object.getOwnPropertyDescriptor(target, attribute.key);
  if (!field || field.set) return false;
  begin(attribute, target, field.value);
  return true;
}

function attributesFrom(home: object, options: object, place: 'prototype' | 'own'): Attribute[] {
  return Object.entries(options).map(([key, each]) => {
    const { set, get } = Object.getOwnPropertyDescriptor(home, key) ?? {};
    if (!set && !get) return new Attribute(key, each, { declared: false, place });
    throw new AuditError(
      'invalid-options',
      `${formatText(key)} has an accessor already and cannot be audited here.`,
    );
  });
}

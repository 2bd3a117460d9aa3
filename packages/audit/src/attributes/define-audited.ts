import { AuditError } from '../errors.ts';
import { attributeAt } from '../internal/accessors.ts';
import { Attribute } from '../internal/attribute.ts';
import { formatKey } from '../internal/format.ts';
import { shareKind } from '../internal/kind.ts';
import { show } from '../internal/secure.ts';
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
  const each = attributes as OptionsByName;
  if (typeof target === 'function' && !options.static) return defineOnClass(target as Constructor, each);
  show(target);
  for (const attribute of attributesFrom(target, each)) convert(target, attribute);
  return target;
}

type OptionsByName = Readonly<Record<string, AuditedOptions>>;

type Constructor = new (...args: unknown[]) => object;

function defineOnClass(type: Constructor, options: OptionsByName): Constructor {
  const home = type.prototype as object;
  const attributes = attributesFrom(home, options);
  for (const { key, property } of attributes) Object.defineProperty(home, key, property);
  show(home);
  const adopting = class extends type {
    constructor(...args: unknown[]) {
      super(...args);
      for (const attribute of attributes) if (isField(this, attribute.key)) convert(this, attribute);
    }
  };
  Object.defineProperty(adopting, 'name', { value: type.name });
  shareKind(adopting, type);
  return adopting;
}

function attributesFrom(home: object, options: OptionsByName): Attribute[] {
  return Object.entries(options).map(([key, each]) => {
    if (Object.hasOwn(home, key) && !isField(home, key)) throw taken(home, key);
    return new Attribute(key, each, { beginning: 'assigned' });
  });
}

/** Puts the accessor in the place of a property, whose value becomes the initial one; if that is refused, nothing. */
function convert(target: object, attribute: Attribute): void {
  const { key, property } = attribute;
  const field = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { ...property, configurable: true });
  if (field === undefined) return;
  try {
    begin(attribute, target, field.value);
  } catch (error) {
    Object.defineProperty(target, key, field);
    throw error;
  }
}

function isField(target: object, key: PropertyKey): boolean {
  return Object.getOwnPropertyDescriptor(target, key)?.writable !== undefined;
}

function taken(home: object, key: string): AuditError {
  const what = attributeAt(home, key) === undefined ? 'has an accessor of its own' : 'is audited already';
  return new AuditError('invalid-options', `${formatKey(key)} ${what} and cannot be audited here.`, {
    attribute: key,
  });
}

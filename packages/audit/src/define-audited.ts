import { accessorsOf } from './internal/accessors.ts';
import { Attribute } from './internal/attribute.ts';
import type { AuditedOptions } from './types.ts';

/** A class, of which instances are made. */
export type Class<Instance extends object = object> = abstract new (...args: never[]) => Instance;

/** The options of each audited attribute, by name. */
export type AuditedAttributes<Target> = { readonly [Key in keyof Target]?: AuditedOptions<Target[Key]> };

/** Audits attributes of a class without decorator syntax. The first assignment of each is its initial value. */
export function defineAudited<Type extends Class>(
  type: Type,
  attributes: AuditedAttributes<InstanceType<Type>>,
): Type {
  for (const [key, options] of Object.entries(attributes)) {
    const attribute = new Attribute(key, options as AuditedOptions, false);
    Object.defineProperty(type.prototype, key, { ...accessorsOf(attribute), enumerable: false });
  }
  return type;
}

import { Attribute } from '../internal/attribute.ts';
import { begin } from '../internal/write.ts';
import type { AuditedOptions } from '../types.ts';

/** The decorator that {@link audited} makes. */
export type AuditedDecorator<Value> = <This extends object, Actual extends Value>(
  target: ClassAccessorDecoratorTarget<This, Actual>,
  context: ClassAccessorDecoratorContext<This, Actual>,
) => ClassAccessorDecoratorResult<This, Actual>;

/**
 * An accessor whose every assignment, the initial one included, is checked and logged:
 * `@audited({ label: 'records_processed', check: nonNegative }) accessor recordsProcessed = 0`.
 *
 * Without initialiser (or with undefined for one) it reads as undefined, and the first assignment is the initial one.
 *
 * Public, private and static accessors are audited alike. Read the log with {@link changesOf}. On an instance the
 * attribute can be neither redefined nor deleted.
 */
export function audited<Value = unknown>(options: AuditedOptions<Value> = {}): AuditedDecorator<Value> {
  return (_target, context) => {
    let owner: object = {};
    const attribute = new Attribute(context.name, options as AuditedOptions, {
      declared: true,
      place: context.private ? 'private' : context.static ? 'own' : 'prototype',
      ...(context.static && { holder: () => owner }),
    });
    // The value is kept beside the accessor's own storage, which compilers build, and build differently.
    return {
      get: attribute.property.get,
      set: attribute.property.set,
      init(value) {
        owner = context.static ? this : owner;
        begin(attribute, this, value, value === undefined);
        return value;
      },
    } as ReturnType<AuditedDecorator<Value>> as never;
  };
}

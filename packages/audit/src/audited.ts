import { accessorsOf } from './internal/accessors.ts';
import { Attribute } from './internal/attribute.ts';
import { kindOfOwner } from './internal/kind.ts';
import { begin } from './internal/write.ts';
import type { AuditedOptions } from './types.ts';

/** The decorator that {@link audited} makes. */
export type AuditedDecorator<Value> = <This extends object, Actual extends Value>(
  target: ClassAccessorDecoratorTarget<This, Actual>,
  context: ClassAccessorDecoratorContext<This, Actual>,
) => ClassAccessorDecoratorResult<This, Actual>;

/**
 * An accessor whose every assignment, the initial one included, is checked and logged:
 * `@audited({ label: 'records_processed', check: nonNegative }) accessor recordsProcessed = 0`.
 *
 * Public, private and static accessors are audited alike. The log is read with {@link changesOf}.
 */
export function audited<Value = unknown>(options: AuditedOptions<Value> = {}): AuditedDecorator<Value> {
  return (_target, context) => {
    const attribute = new Attribute(context.name, options as AuditedOptions, true);
    let holder: object | undefined;
    const accessors = accessorsOf(attribute, context.static ? () => holder ?? {} : undefined);
    return {
      get: accessors.get,
      set: accessors.set,
      init(value) {
        holder = context.static ? this : undefined;
        if (context.private) kindOfOwner(this).hidden.add(attribute);
        begin(attribute, this, value);
        return value;
      },
    } as ClassAccessorDecoratorResult<never, never>;
  };
}

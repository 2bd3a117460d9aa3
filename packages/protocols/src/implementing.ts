import { requireDefinition } from './internal/definition.ts';
import { requireClass } from './internal/require-class.ts';
import type { AnyClass, Protocol } from './types.ts';

/**
 * A class decorator that refuses a class as soon as it is defined, if it lacks a method of the protocol: as
 * `@implementing(Source)`, or as `implementing(Source)(FileSource)` where there are no decorators. Methods are looked for
 * on the prototype, those that are inherited included; fields and data properties are left to `assert`.
 *
 * @throws ProtocolError with every issue.
 */
export function implementing<Type>(
  protocol: Protocol<Type>,
): <Class extends AnyClass<Type & object>>(value: Class, context?: ClassDecoratorContext) => Class {
  const definition = requireDefinition(protocol);
  return (value) => {
    requireClass(value, definition);
    return value;
  };
}

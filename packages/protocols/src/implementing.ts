import { requireDefinition } from './internal/definition.ts';
import { requireClass } from './internal/require-class.ts';
import type { AnyClass, Meet, Protocol } from './types.ts';

/**
 * A class decorator that refuses a class as soon as it is defined, if it lacks a method of a protocol: as
 * `@implementing(Source)`, or as `implementing(Source)(FileSource)` where there are no decorators. Methods are looked for
 * on the prototype, those that are inherited included; fields and data properties are left to `assert`.
 *
 * @throws ProtocolError with every issue, of all protocols.
 */
export function implementing<P extends readonly Protocol<unknown>[]>(
  ...protocols: P
): <Class extends AnyClass<Meet<P> & object>>(value: Class, context?: ClassDecoratorContext) => Class {
  const definitions = protocols.map(requireDefinition);
  return (value) => {
    requireClass(value, definitions);
    return value;
  };
}

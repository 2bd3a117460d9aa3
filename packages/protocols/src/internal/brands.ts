import type { Definition } from './definition.ts';
import { isObject, peekOwn } from './locate.ts';

/** Under this key a protocol shows its definition, also to other copies of this package. It grants nothing. */
export const DEFINITION = Symbol.for('@pipe/protocols/Definition');

/** The definition of a protocol, of this copy of the package or another; `undefined` of anything else. */
export function definitionOf(value: unknown): Definition | undefined {
  if (!isObject(value)) return undefined;
  const definition = peekOwn(value, DEFINITION) as Partial<Definition> | undefined;
  return isObject(definition) && Array.isArray(definition.requirements)
    ? (definition as Definition)
    : undefined;
}

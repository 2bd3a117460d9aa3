/** No honest prototype chain is longer; a Proxy may pretend to one without end. */
export const DEEPEST = 100;

/** What was seen of a property without touching it. */
export type Sighting =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'getter'; readonly get: () => unknown }
  /** A Proxy refused, or led on without end. */
  | { readonly kind: 'unreadable' };

const ABSENT: Sighting = { kind: 'absent' };
const UNREADABLE: Sighting = { kind: 'unreadable' };

/**
 * A property, own or inherited, seen through descriptors: no getter runs. `Object.prototype` is left out, as what
 * everything has, by birth or by pollution, says nothing about the value.
 *
 * @param above - How many objects of the chain have been passed already.
 */
export function locate(target: object, key: PropertyKey, above = 0): Sighting {
  try {
    let holder: object | null = target;
    for (let depth = above; holder !== null && holder !== Object.prototype; depth += 1) {
      if (depth === DEEPEST) return UNREADABLE;
      const descriptor = Object.getOwnPropertyDescriptor(holder, key);
      if (descriptor !== undefined) return isRootOfOtherRealm(holder) ? ABSENT : sight(descriptor);
      holder = Object.getPrototypeOf(holder);
    }
    return ABSENT;
  } catch {
    return UNREADABLE;
  }
}

/** The value of a data property, own or inherited; `undefined` where there is none to be seen. */
export function peek(target: object, key: PropertyKey): unknown {
  const sighting = locate(target, key);
  return sighting.kind === 'value' ? sighting.value : undefined;
}

/** The value of an own data property. Throws what a Proxy throws. */
export function peekOwn(target: object, key: PropertyKey): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  return descriptor !== undefined && Object.hasOwn(descriptor, 'value') ? descriptor.value : undefined;
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A property with a setter alone reads as `undefined`, and so it is seen. */
function sight(descriptor: PropertyDescriptor): Sighting {
  if (Object.hasOwn(descriptor, 'value')) return { kind: 'value', value: descriptor.value };
  return descriptor.get ? { kind: 'getter', get: descriptor.get } : { kind: 'value', value: undefined };
}

/** The `Object.prototype` of an iframe, a vm context or a test runner's sandbox. */
function isRootOfOtherRealm(holder: object): boolean {
  if (Object.getPrototypeOf(holder) !== null) return false;
  const owner = peekOwn(holder, 'constructor');
  return (
    typeof owner === 'function' &&
    peekOwn(owner, 'name') === 'Object' &&
    peekOwn(owner, 'prototype') === holder
  );
}

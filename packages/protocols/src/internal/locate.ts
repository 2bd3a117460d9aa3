/** No honest prototype chain is longer; a Proxy may pretend to one without end. */
const DEEPEST = 100;

/**
 * The objects in which a member is looked for: the value, wrapped if it is a primitive, and what it inherits from.
 * `Object.prototype` is left out: what everything has, by birth or by pollution, says nothing about the value.
 *
 * Throws what a Proxy throws, and when there is no end.
 */
export function* chainOf(value: unknown): Generator<object, void> {
  let holder: object | null = Object(value);
  for (let depth = 0; holder !== null; depth += 1) {
    if (depth === DEEPEST) throw new RangeError('endless prototype chain');
    const next: object | null = Object.getPrototypeOf(holder);
    // Every realm has an `Object.prototype` of its own: an iframe, a vm context, a test runner's sandbox.
    if (next === null && Object.hasOwn(holder, 'isPrototypeOf')) return;
    yield holder;
    holder = next;
  }
}

/** The descriptor of a property, own or inherited: seen, not touched. Throws what a Proxy throws. */
export function locate(value: unknown, key: PropertyKey): PropertyDescriptor | undefined {
  for (const holder of chainOf(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

/** The value of a data property, own or inherited; `undefined` where there is none to be seen. */
export function peek(value: unknown, key: PropertyKey): unknown {
  return attempt(() => dataValue(locate(value, key)), undefined);
}

/** The value of a data property. */
export function dataValue(descriptor: PropertyDescriptor | undefined): unknown {
  return descriptor && isData(descriptor) ? descriptor.value : undefined;
}

/** Not by `in`: a descriptor is an ordinary object, to which a polluted `Object.prototype` lends what it does not own. */
export function isData(descriptor: PropertyDescriptor): boolean {
  return Object.hasOwn(descriptor, 'value');
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** What a look at a value gives, or what stands for it when a Proxy refuses. */
export function attempt<Result>(look: () => Result, otherwise: Result): Result {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

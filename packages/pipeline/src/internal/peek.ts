/** No honest prototype chain is longer; a Proxy may pretend to one without end. */
const deepest = 100;

/** The value of a data property, own or inherited, read without running a getter; `undefined` where there is none. */
export function peek(value: unknown, key: PropertyKey): unknown {
  let holder: unknown = value;
  try {
    for (let depth = 0; isObject(holder) && depth < deepest; depth += 1) {
      const property = Object.getOwnPropertyDescriptor(holder, key);
      if (property) return property.value;
      holder = Object.getPrototypeOf(holder);
    }
  } catch {
    // A revoked or hostile Proxy has nothing to say.
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

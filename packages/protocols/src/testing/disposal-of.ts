const keys = ['asyncDispose', 'dispose'] as const;

/** The members that dispose of a value, as protocols name them. */
export const disposals: readonly string[] = keys.map((key) => `[Symbol.${key}]`);

/** What disposes of a value, bound to it; `undefined` where nothing does. */
export function disposalOf(value: unknown): (() => unknown) | undefined {
  for (const key of keys) {
    const dispose = Object(value)[Symbol[key] ?? Symbol.for(`Symbol.${key}`)];
    if (typeof dispose === 'function') return () => Reflect.apply(dispose, value, []);
  }
  return undefined;
}

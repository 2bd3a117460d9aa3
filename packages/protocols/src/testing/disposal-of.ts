import { requireWithin } from './time-limit.ts';

const keys = ['asyncDispose', 'dispose'] as const;

/** The members that dispose of a value, as protocols name them. */
export const disposals: readonly string[] = keys.map((key) => `[Symbol.${key}]`);

/**
 * What disposes of a value; `undefined` where nothing does. Fails, naming the value's class, when that takes longer than
 * so many milliseconds.
 */
export function disposalOf(value: unknown, within: number): (() => Promise<void>) | undefined {
  for (const key of keys) {
    const dispose = Object(value)[Symbol[key] ?? Symbol.for(`Symbol.${key}`)];
    if (typeof dispose !== 'function') continue;
    const what = `[Symbol.${key}]() of ${Object(value).constructor?.name || 'a value without a class'}`;
    return async () => void (await requireWithin(within, what, Reflect.apply(dispose, value, [])));
  }
  return undefined;
}

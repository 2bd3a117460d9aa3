/** From where on a value is beyond the threshold: strictly above `above`, or strictly below `below`. */
export interface Limits {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

/** Limits by key: each replaces the default on the side it names. */
export interface LimitsByKey {
  readonly [key: string]: Limits;
}

/** Limits as a stage's settings hold them. */
export interface LimitSettings {
  readonly above: number | undefined;
  readonly below: number | undefined;
  readonly limits: LimitsByKey | undefined;
}

/** The limits of a key: its own where it has one, else the default; a side without one is infinitely far away. */
export function limitsOf(
  settings: LimitSettings,
  key: string | null,
): readonly [above: number, below: number] {
  const own = ownOf(settings.limits, key);
  return [
    own?.above ?? settings.above ?? Number.POSITIVE_INFINITY,
    own?.below ?? settings.below ?? Number.NEGATIVE_INFINITY,
  ];
}

/** What an object by key has for a key, and not from its prototype. */
export function ownOf<Value>(
  byKey: { readonly [key: string]: Value } | undefined,
  key: string | null,
): Value | undefined {
  return byKey !== undefined && key !== null && Object.hasOwn(byKey, key) ? byKey[key] : undefined;
}

import type { KeySlots } from '../internal/key-slots.ts';

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

/**
 * The limits of every key in two arrays, made anew only when a setting has changed or a key has been seen for the first
 * time. A side without a limit is infinitely far away.
 */
export class LimitTable {
  above = new Float64Array(0);
  below = new Float64Array(0);
  readonly #keys: KeySlots;
  #made: LimitSettings = { above: undefined, below: undefined, limits: undefined };

  constructor(keys: KeySlots) {
    this.#keys = keys;
  }

  /** Brings the arrays up to date with the settings and the keys. */
  update({ above, below, limits }: LimitSettings): void {
    const size = Math.max(1, this.#keys.size);
    const made = this.#made;
    const same = above === made.above && below === made.below && limits === made.limits;
    if (same && size === this.above.length) return;
    this.#made = { above, below, limits };
    this.above = new Float64Array(size).fill(above ?? Number.POSITIVE_INFINITY);
    this.below = new Float64Array(size).fill(below ?? Number.NEGATIVE_INFINITY);
    for (let slot = 0; limits && slot < this.#keys.size; slot += 1) {
      const key = this.#keys.text(slot);
      const own = key !== null && Object.hasOwn(limits, key) ? limits[key] : undefined;
      if (own?.above !== undefined) this.above[slot] = own.above;
      if (own?.below !== undefined) this.below[slot] = own.below;
    }
  }
}

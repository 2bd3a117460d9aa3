import type { StateMetrics } from '../../types.ts';

/** The keys as they stood, the one admitted longest ago first. */
export interface RecentKeysState {
  readonly keys: readonly string[];
  readonly times: Float64Array;
  readonly clock: number;
  readonly evicted: number;
}

interface RecentKeysOptions {
  readonly withinMs?: number | undefined;
  readonly maxKeys?: number | undefined;
}

/**
 * Keys for as long as they are remembered.
 *
 * Each has the time of the clock when it was admitted, which never goes back: the keys are in the order in which they are
 * to be forgotten, and what is forgotten does not depend on how the records were cut into batches.
 */
export class RecentKeys {
  readonly #withinMs: number;
  readonly #maxKeys: number;
  readonly #times = new Map<string, number>();
  /** Goes through the keys once, from the oldest on; keys added later come later. */
  #order = this.#times.entries();
  #oldest: readonly [key: string, time: number] | undefined;
  #clock = Number.NEGATIVE_INFINITY;
  #evicted = 0;

  constructor({ withinMs = Number.POSITIVE_INFINITY, maxKeys = 65_536 }: RecentKeysOptions) {
    this.#withinMs = withinMs;
    this.#maxKeys = maxKeys;
  }

  get metrics(): StateMetrics {
    return { keys: this.#times.size, evicted: this.#evicted };
  }

  /** Whether the key is not remembered; from now on it is. */
  admit(key: string, time: number): boolean {
    if (time > this.#clock) this.#advance(time);
    if (this.#times.has(key)) return false;
    if (this.#times.size === this.#maxKeys) this.#forgetOldest();
    this.#times.set(key, this.#clock);
    this.#oldest ??= this.#next();
    return true;
  }

  snapshot(): RecentKeysState {
    return {
      keys: [...this.#times.keys()],
      times: Float64Array.from(this.#times.values()),
      clock: this.#clock,
      evicted: this.#evicted,
    };
  }

  restore({ keys, times, clock, evicted }: RecentKeysState): void {
    for (const [i, key] of keys.entries()) this.#times.set(key, times[i]);
    this.#oldest = this.#next();
    this.#clock = clock;
    this.#evicted = evicted;
  }

  #advance(time: number): void {
    this.#clock = time;
    while (this.#oldest !== undefined && time - this.#oldest[1] >= this.#withinMs) this.#forgetOldest();
  }

  #forgetOldest(): void {
    if (this.#oldest === undefined) return;
    this.#times.delete(this.#oldest[0]);
    this.#evicted += 1;
    this.#oldest = this.#next();
  }

  #next(): readonly [string, number] | undefined {
    const { value, done } = this.#order.next();
    if (!done) return value;
    // An iterator that has come to an end stays there.
    this.#order = this.#times.entries();
    return undefined;
  }
}

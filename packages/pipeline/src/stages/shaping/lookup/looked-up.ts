import type { RecordInput } from '@pipe/records';
import type { AnyFields } from '../../../any-record.ts';
import type { StateMetrics } from '../../../types.ts';

/** The values of fields that are not known here. */
export type Values = RecordInput<AnyFields>;

/** What there is to add to the records of each key; `undefined`, or no entry, for a key that nothing is known of. */
export type LookedUp = ReadonlyMap<string, Values | undefined>;

/** Asks for the values of many keys at once. */
export type LoadValues = (
  keys: readonly string[],
  context: { readonly signal: AbortSignal },
) => PromiseLike<LookedUp>;

/** Values asked for, those of the keys used last being kept. */
export class LoadedValues {
  readonly #load: LoadValues;
  readonly #maxKeys: number;
  /** The key used longest ago first. */
  readonly #known = new Map<string, Values | undefined>();
  #evicted = 0;

  constructor(load: LoadValues, maxKeys = 65_536) {
    this.#load = load;
    this.#maxKeys = maxKeys;
  }

  get metrics(): StateMetrics {
    return { keys: this.#known.size, evicted: this.#evicted };
  }

  /** The values of these keys: at once when all are known. */
  of(keys: ReadonlySet<string>, signal: AbortSignal): LookedUp | Promise<LookedUp> {
    const unknown = [...keys].filter((key) => !this.#known.has(key));
    return unknown.length === 0 ? this.#use(keys) : this.#ask(unknown, keys, signal);
  }

  async #ask(unknown: readonly string[], keys: ReadonlySet<string>, signal: AbortSignal): Promise<LookedUp> {
    const loaded = await this.#load(unknown, { signal });
    for (const key of unknown) this.#known.set(key, loaded.get(key));
    return this.#use(keys);
  }

  /** The values of known keys, which are now the ones used last; only then are others forgotten. */
  #use(keys: ReadonlySet<string>): LookedUp {
    const values = new Map<string, Values | undefined>();
    for (const key of keys) {
      const value = this.#known.get(key);
      values.set(key, value);
      this.#known.delete(key);
      this.#known.set(key, value);
    }
    for (const key of this.#known.keys()) {
      if (this.#known.size <= this.#maxKeys) break;
      this.#known.delete(key);
      this.#evicted += 1;
    }
    return values;
  }
}

import type { Dictionary } from '@pipe/records';

/** Two numbers that settings give a key, `null` standing for the records without one. */
export type PairOf<Settings> = (settings: Settings, key: string | null) => readonly [number, number];

interface Pairs {
  first: Float64Array;
  second: Float64Array;
  /** Codes below this have their numbers. */
  size: number;
}

const none: Pairs = { first: new Float64Array(1), second: new Float64Array(1), size: 0 };

/**
 * Two numbers for each code of a dictionary, as settings by key give them: a loop over rows reads them without a look-up.
 * They are worked out when a setting has changed, and for codes that are new.
 */
export class PairTable<Settings extends object> {
  /** At `code + 1` the first number; at 0 that of records without a key. */
  first = none.first;
  second = none.second;
  readonly #pairOf: PairOf<Settings>;
  #settings: Settings | undefined;
  #tables = new WeakMap<object, Pairs>();

  constructor(pairOf: PairOf<Settings>) {
    this.#pairOf = pairOf;
  }

  /** Brings the arrays up to date; without a dictionary they hold the one pair of records without a key. */
  update(settings: Settings, dictionary?: Dictionary): void {
    if (!isSame(settings, this.#settings)) {
      this.#settings = settings;
      this.#tables = new WeakMap();
    }
    const pairs = this.#tables.get(dictionary ?? this) ?? { ...none };
    const size = (dictionary?.size ?? 0) + 1;
    if (pairs.size < size) {
      fill(pairs, size, (code) =>
        this.#pairOf(settings, code === 0 ? null : (dictionary?.decode(code - 1) ?? null)),
      );
      this.#tables.set(dictionary ?? this, pairs);
    }
    this.first = pairs.first;
    this.second = pairs.second;
  }
}

function fill(pairs: Pairs, size: number, pairAt: (place: number) => readonly [number, number]): void {
  if (pairs.size === 0 || pairs.first.length < size) {
    const capacity = Math.max(size, pairs.first.length * 2);
    pairs.first = lengthened(pairs.first, capacity);
    pairs.second = lengthened(pairs.second, capacity);
  }
  for (let place = pairs.size; place < size; place += 1) {
    const [first, second] = pairAt(place);
    pairs.first[place] = first;
    pairs.second[place] = second;
  }
  pairs.size = size;
}

function lengthened(numbers: Float64Array, length: number): Float64Array {
  const longer = new Float64Array(length);
  longer.set(numbers);
  return longer;
}

function isSame<Settings extends object>(one: Settings, other: Settings | undefined): boolean {
  if (other === undefined) return false;
  for (const name in one) if (one[name] !== other[name]) return false;
  return true;
}

import type { RowNumbers } from '@pipe/records';
import type { StateMetrics } from '../../../types.ts';

/** The keys as they stood, the one admitted longest ago first. */
export interface RecentKeysState {
  readonly words: Int32Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly clock: number;
  readonly evicted: number;
}

/** The rows of a batch, each with its key. */
export interface RowKeys {
  readonly rows: RowNumbers;
  readonly count: number;
  /** Of each of the rows, one after the other. */
  readonly words: Int32Array;
  /** By row. */
  readonly times: Float64Array;
}

interface RecentKeysOptions {
  readonly withinMs?: number | undefined;
  readonly maxKeys?: number | undefined;
}

const fewest = 1_024;

/**
 * Keys, of so many words each, for as long as they are remembered.
 *
 * Each has the time of the clock when it was admitted, which never goes back: the keys are in the order in which they are
 * to be forgotten, and what is forgotten does not depend on how the records were cut into batches. So they lie in a ring,
 * a key at its number, counted from the first there ever was, modulo the ring's length; and nothing is done to forget
 * one but to count on. A hash table with open addressing says where a key is, or was: where it points at one that is not
 * remembered any more, or at another that has taken its place, the key is not there. It is made anew when half full.
 */
export class RecentKeys {
  readonly #width: number;
  readonly #withinMs: number;
  readonly #maxKeys: number;
  /** By place in the ring. */
  #words: Int32Array<ArrayBuffer>;
  #times: Float64Array<ArrayBuffer>;
  /** By hash: a place in the ring, or -1. */
  #table = new Int32Array(0);
  #tableUsed = 0;
  /** The number of the oldest key that is remembered, and of the next one. */
  #oldest = 0;
  #next = 0;
  /** The greatest time so far, in an array for a loop to write to. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY);
  #evicted = 0;

  constructor(width: number, { withinMs = Number.POSITIVE_INFINITY, maxKeys = 65_536 }: RecentKeysOptions) {
    this.#width = width;
    this.#withinMs = withinMs;
    this.#maxKeys = maxKeys;
    this.#words = new Int32Array(fewest * width);
    this.#times = new Float64Array(fewest);
  }

  get metrics(): StateMetrics {
    return { keys: this.#next - this.#oldest, evicted: this.#evicted };
  }

  /** The words of all keys that are remembered, the one admitted longest ago first. */
  get words(): Int32Array<ArrayBuffer> {
    const words = new Int32Array((this.#next - this.#oldest) * this.#width);
    this.#unroll(words, this.#words, this.#width);
    return words;
  }

  /** Writes the rows whose key is not remembered to `kept`, and returns how many they are; from now on it is. */
  admit({ rows, count, words, times }: RowKeys, kept: RowNumbers): number {
    this.#makeRoom(count);
    const admitted = admitKeys(
      words,
      this.#width,
      rows,
      times,
      count,
      this.#words,
      this.#times,
      this.#table,
      this.#clock,
      this.#next & (this.#times.length - 1),
      this.#maxKeys,
      this.#withinMs,
      kept,
    );
    this.#next += admitted;
    this.#tableUsed += admitted;
    this.#forget();
    return admitted;
  }

  snapshot(): RecentKeysState {
    const times = new Float64Array(this.#next - this.#oldest);
    this.#unroll(times, this.#times, 1);
    return { words: this.words, times, clock: this.#clock[0], evicted: this.#evicted };
  }

  restore({ words, times, clock, evicted }: RecentKeysState): void {
    // More may have been remembered then than are to be now.
    const tooMany = Math.max(0, times.length - this.#maxKeys);
    this.#makeRoom(times.length);
    this.#words.set(words.subarray(tooMany * this.#width));
    this.#times.set(times.subarray(tooMany));
    this.#next = times.length - tooMany;
    this.#clock[0] = clock;
    this.#evicted = evicted + tooMany;
    this.#rebuildTable(0);
  }

  /** Makes sure that so many more keys find room. */
  #makeRoom(keys: number): void {
    const remembered = this.#next - this.#oldest;
    const least = Math.min(this.#maxKeys, remembered + keys);
    if (this.#times.length < least) this.#lengthenRing(powerOfTwo(Math.max(least, this.#times.length * 2)));
    if ((this.#tableUsed + keys) * 2 > this.#table.length) this.#rebuildTable(keys);
  }

  #lengthenRing(length: number): void {
    const { words, times } = this.snapshot();
    this.#words = new Int32Array(length * this.#width);
    this.#times = new Float64Array(length);
    this.#words.set(words);
    this.#times.set(times);
    this.#oldest = 0;
    this.#next = times.length;
    this.#rebuildTable(0);
  }

  /** A table of the keys that are remembered, with room for more: as many as these, and `keys`. */
  #rebuildTable(keys: number): void {
    const remembered = this.#next - this.#oldest;
    const length = powerOfTwo(Math.max(fewest, (remembered + keys) * 4));
    if (this.#table.length === length) this.#table.fill(-1);
    else this.#table = new Int32Array(length).fill(-1);
    const mask = this.#times.length - 1;
    enterKeys(this.#words, this.#width, this.#oldest & mask, remembered, mask, this.#table);
    this.#tableUsed = remembered;
  }

  #forget(): void {
    const before = this.#oldest;
    const mask = this.#times.length - 1;
    let oldest = Math.max(before, this.#next - this.#maxKeys);
    while (oldest < this.#next && this.#clock[0] - this.#times[oldest & mask] >= this.#withinMs) oldest += 1;
    this.#oldest = oldest;
    this.#evicted += oldest - before;
  }

  /** Copies what lies in the ring in order, `width` numbers for each key. */
  #unroll<Numbers extends Int32Array | Float64Array>(into: Numbers, ring: Numbers, width: number): void {
    const start = (this.#oldest & (this.#times.length - 1)) * width;
    const untilEnd = ring.subarray(start, start + into.length);
    into.set(untilEnd);
    into.set(ring.subarray(0, into.length - untilEnd.length), untilEnd.length);
  }
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

/** See {@link RecentKeys.admit}: the next key gets the place `next`. */
function admitKeys(
  words: Int32Array,
  width: number,
  rows: RowNumbers,
  times: Float64Array,
  count: number,
  ring: Int32Array,
  ringTimes: Float64Array,
  table: Int32Array,
  latest: Float64Array,
  next: number,
  maxKeys: number,
  withinMs: number,
  kept: RowNumbers,
): number {
  const tableMask = table.length - 1;
  const ringMask = ringTimes.length - 1;
  let clock = latest[0];
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const start = i * width;
    if (times[row] > clock) clock = times[row];
    let hash = 0;
    for (let word = start; word < start + width; word += 1) hash = mix(hash, words[word]);
    let at = hash & tableMask;
    let place = table[at];
    while (place >= 0) {
      let word = 0;
      while (word < width && ring[place * width + word] === words[start + word]) word += 1;
      if (word === width) break;
      at = (at + 1) & tableMask;
      place = table[at];
    }
    // Admitted within the last `maxKeys`, the newest of them being 0, and within the time.
    if (place >= 0) {
      const age = (next + found - 1 - place) & ringMask;
      if (age < maxKeys && clock - ringTimes[place] < withinMs) continue;
    }
    const own = (next + found) & ringMask;
    for (let word = 0; word < width; word += 1) ring[own * width + word] = words[start + word];
    ringTimes[own] = clock;
    table[at] = own;
    kept[found] = row;
    found += 1;
  }
  latest[0] = clock;
  return found;
}

/** Enters so many keys of the ring, all different, into an empty table. */
function enterKeys(
  ring: Int32Array,
  width: number,
  first: number,
  count: number,
  ringMask: number,
  table: Int32Array,
): void {
  const tableMask = table.length - 1;
  for (let i = 0; i < count; i += 1) {
    const place = (first + i) & ringMask;
    const start = place * width;
    let hash = 0;
    for (let word = start; word < start + width; word += 1) hash = mix(hash, ring[word]);
    let at = hash & tableMask;
    while (table[at] >= 0) at = (at + 1) & tableMask;
    table[at] = place;
  }
}

/** A hash with one word more in it, by multiplication with the golden ratio's 32 bits (Knuth, TAOCP 3, 6.4). */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

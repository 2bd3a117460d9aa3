import type { StateMetrics } from '../types.ts';

/** How many keys a stage remembers, and for how long. */
export interface KeyLimits {
  /**
   * The most keys to remember; beyond it the one seen least recently is forgotten. Keys that have been silent since half
   * of the most were known go by age.
   *
   * @defaultValue 65_536
   */
  readonly maxKeys?: number | undefined;
  /**
   * Milliseconds of event time after which a key that has been silent is forgotten.
   *
   * @defaultValue Infinity: never
   */
  readonly idleMs?: number | undefined;
}

/** A pool as it stood, slots as they were. */
export interface SlotPoolState {
  readonly seen: Float64Array;
  readonly times: Float64Array;
  /** In the order in which they were given up: the last one is taken next. */
  readonly free: readonly number[];
  readonly clock: number;
  readonly nextSweep: number;
  readonly evicted: number;
}

/** In `seen`, for a slot that no key has. */
const free = Number.POSITIVE_INFINITY;

/**
 * Hands out slots, numbers from 0 for the keys of a stage, so that their state can lie in arrays. When all are taken,
 * the key that has been silent for too long, else the one seen least recently, gives up its slot.
 *
 * Who is forgotten depends on the order of the records alone, not on how they were cut into batches.
 */
export class SlotPool {
  /**
   * By slot: the number of the last record with its key; while the pool is roomy, of the first. Written by whoever looks
   * keys up.
   */
  seen = new Float64Array(16);
  /** Slots are below this number. */
  size = 0;
  readonly #maxKeys: number;
  readonly #idleMs: number;
  readonly #forget: (slot: number) => void;
  /** By slot: the greatest event time of its records. */
  #times = new Float64Array(16);
  #clock = Number.NEGATIVE_INFINITY;
  #nextSweep = Number.NEGATIVE_INFINITY;
  readonly #free: number[] = [];
  #evicted = 0;
  /** The taken slots by when they were last seen, as of record `orderedAt`; those not seen since go first, in this order. */
  #order = new Int32Array(0);
  #orderedAt = 0;
  #next = 0;

  /** @param forget - Told of each slot whose key is forgotten, before the slot is given to another. */
  constructor(
    { maxKeys = 65_536, idleMs = Number.POSITIVE_INFINITY }: KeyLimits,
    forget: (slot: number) => void,
  ) {
    this.#maxKeys = maxKeys;
    this.#idleMs = idleMs;
    this.#forget = forget;
  }

  get metrics(): StateMetrics {
    return { keys: this.size - this.#free.length, evicted: this.#evicted };
  }

  /** Whether less than half of the slots are taken: it does not matter yet who was seen last, and need not be noted. */
  get isRoomy(): boolean {
    return this.size * 2 < this.#maxKeys;
  }

  /** A record of the number `record` has come for a taken slot. */
  note(slot: number, record: number): void {
    if (!this.isRoomy) this.seen[slot] = record;
  }

  /** A slot for a new key, which is first seen with record number `record`. */
  take(record: number): number {
    if (this.#free.length === 0 && this.size === this.#maxKeys) this.#sweep();
    if (this.#free.length === 0 && this.size === this.#maxKeys) this.#release(this.#leastRecent(record));
    const slot = this.#free.pop() ?? this.#grow();
    this.seen[slot] = record;
    return slot;
  }

  /** Event time has come to `time`: keys that have been silent for too long are forgotten now and then. */
  tick(time: number): void {
    if (time <= this.#clock) return;
    this.#clock = time;
    if (time < this.#nextSweep) return;
    this.#sweep();
    this.#nextSweep = time + this.#idleMs;
  }

  /** A record of the time `time` has come for a taken slot. True when its key had been silent for too long. */
  wasIdle(slot: number, time: number): boolean {
    const last = this.#times[slot];
    const isIdle = this.#clock - last > this.#idleMs;
    if (isIdle) this.#evicted += 1;
    if (isIdle || time > last) this.#times[slot] = time;
    return isIdle;
  }

  /** The first record of a slot's key is of the time `time`. */
  begin(slot: number, time: number): void {
    this.#times[slot] = time;
  }

  /** Whether a key has the slot. */
  isTaken(slot: number): boolean {
    return this.seen[slot] !== free;
  }

  snapshot(): SlotPoolState {
    return {
      seen: this.seen.slice(0, this.size),
      times: this.#times.slice(0, this.size),
      free: [...this.#free],
      clock: this.#clock,
      nextSweep: this.#nextSweep,
      evicted: this.#evicted,
    };
  }

  restore({ seen, times, free, clock, nextSweep, evicted }: SlotPoolState): void {
    while (this.size < seen.length) this.#grow();
    this.seen.set(seen);
    this.#times.set(times);
    this.#clock = clock;
    this.#nextSweep = nextSweep;
    this.#evicted = evicted;
    this.#free.push(...free);
  }

  #grow(): number {
    if (this.size === this.seen.length) {
      this.seen = doubled(this.seen);
      this.#times = doubled(this.#times);
    }
    this.size += 1;
    return this.size - 1;
  }

  #sweep(): void {
    if (this.#idleMs === Number.POSITIVE_INFINITY) return;
    for (let slot = 0; slot < this.size; slot += 1) {
      if (this.isTaken(slot) && this.#clock - this.#times[slot] > this.#idleMs) this.#release(slot);
    }
  }

  #release(slot: number): void {
    this.#forget(slot);
    this.seen[slot] = free;
    this.#free.push(slot);
    this.#evicted += 1;
  }

  /** Sorting serves as many evictions as there are keys that stay silent meanwhile. */
  #leastRecent(record: number): number {
    for (;;) {
      while (this.#next < this.#order.length) {
        const slot = this.#order[this.#next];
        this.#next += 1;
        if (this.seen[slot] < this.#orderedAt) return slot;
      }
      this.#order = Int32Array.from({ length: this.size }, (_, slot) => slot);
      this.#order.sort((a, b) => this.seen[a] - this.seen[b]);
      this.#orderedAt = record;
      this.#next = 0;
    }
  }
}

function doubled(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

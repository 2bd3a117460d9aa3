import { Deadlines } from '../../internal/deadlines.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import { type Alarm, openAlarm } from './alarm.ts';

/** Plain data, by slot. */
export interface StaleKeysState {
  readonly open: readonly (Alarm | undefined)[];
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly orders: Float64Array<ArrayBuffer>;
  readonly clock: number;
}

/** Watches for keys that fall silent, on the clock that the records of all keys set. */
export class StaleKeys {
  /** The open alarm of each slot. */
  readonly open: (Alarm | undefined)[] = [];
  /** By the time of their last value. */
  readonly #silent = new Deadlines();
  /** By slot: time, value and order of arrival of the last value; -Infinity for the time of one that has none yet. */
  readonly #times = new SlotArray(Float64Array);
  readonly #values = new SlotArray(Float64Array);
  readonly #orders = new SlotArray(Float64Array);
  #clock = Number.NEGATIVE_INFINITY;

  reserve(slots: number): void {
    this.#times.reserve(slots);
    this.#values.reserve(slots);
    this.#orders.reserve(slots);
  }

  /** The slot is given to another key. */
  begin(slot: number): void {
    this.open[slot] = undefined;
    this.#times.values[slot] = Number.NEGATIVE_INFINITY;
    this.#silent.delete(slot);
  }

  /** Event time has come to `time`: opens the alarm of the next key that has had no value for `ms`, if there is one. */
  next(time: number, ms: number, keyOf: (slot: number) => string | null): Alarm | undefined {
    if (time > this.#clock) this.#clock = time;
    const slot = this.#silent.take(this.#clock - ms);
    if (slot < 0) return undefined;
    const alarm = openAlarm(keyOf(slot), 'stale', this.#values.values[slot], this.#times.values[slot]);
    alarm.isRaised = true;
    alarm.records = 0;
    this.open[slot] = alarm;
    return alarm;
  }

  /** A value has come, as the `order`-th of all: ends the alarm of its key, unless the value is older than the silence. */
  saw(slot: number, value: number, time: number, order: number): Alarm | undefined {
    if (time <= this.#times.values[slot]) return undefined;
    this.#times.values[slot] = time;
    this.#values.values[slot] = value;
    this.#orders.values[slot] = order;
    this.#silent.set(slot, time, order);
    const alarm = this.open[slot];
    this.open[slot] = undefined;
    return alarm;
  }

  snapshot(slots: number): StaleKeysState {
    return {
      open: structuredClone(this.open),
      times: this.#times.snapshot(slots),
      values: this.#values.snapshot(slots),
      orders: this.#orders.snapshot(slots),
      clock: this.#clock,
    };
  }

  restore({ open, times, values, orders, clock }: StaleKeysState): void {
    this.open.push(...structuredClone(open));
    this.#times.restore(times);
    this.#values.restore(values);
    this.#orders.restore(orders);
    this.#clock = clock;
    for (const [slot, time] of times.entries()) {
      if (time > Number.NEGATIVE_INFINITY && !open[slot]) this.#silent.set(slot, time, orders[slot]);
    }
  }
}

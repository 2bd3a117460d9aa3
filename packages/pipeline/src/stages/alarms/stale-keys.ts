import type { RowNumbers } from '@pipe/records';
import { Deadlines } from '../../internal/deadlines.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import { type Alarm, openAlarm } from './alarm.ts';
import type { AlarmLane } from './alarm-lane.ts';
import { isWithin, type QuietRanges } from './quiet-ranges.ts';

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
  /** By the time of their last value, ranked by its order of arrival. */
  readonly #silent = new Deadlines();
  /** By slot: time and value of the last value; -Infinity for the time of one that has none yet. */
  readonly #times = new SlotArray(Float64Array);
  readonly #values = new SlotArray(Float64Array);
  /** In an array, for a loop to write to. */
  readonly #clock = Float64Array.of(Number.NEGATIVE_INFINITY);

  reserve(slots: number): void {
    this.#times.reserve(slots);
    this.#values.reserve(slots);
    this.#silent.reserve(slots);
  }

  /** The slot is given to another key. */
  begin(slot: number): void {
    this.open[slot] = undefined;
    this.#times.values[slot] = Number.NEGATIVE_INFINITY;
    this.#silent.delete(slot);
  }

  /** Event time has come to `time`: opens the alarm of the next key that has had no value for `ms`, if there is one. */
  next(time: number, ms: number, keyOf: (slot: number) => string | null): Alarm | undefined {
    if (time > this.#clock[0]) this.#clock[0] = time;
    const slot = this.#silent.take(this.#clock[0] - ms);
    if (slot < 0) return undefined;
    const alarm = openAlarm(keyOf(slot), 'stale', this.#values.values[slot], this.#times.values[slot]);
    alarm.isRaised = true;
    alarm.records = 0;
    this.open[slot] = alarm;
    return alarm;
  }

  /**
   * Notes values as {@link StaleKeys.saw} does, from the `start`-th reading on: up to the first that begins a key, is not
   * quiet, may end a silence, or comes when a key may have fallen silent; returns which that is.
   *
   * @param order - Of the `start`-th reading.
   */
  noteQuiet(lane: AlarmLane, start: number, ms: number, order: number, quiet: QuietRanges): number {
    let i = start;
    for (;;) {
      i = this.#note(lane, i, ms, order + i - start, quiet);
      const silentSince = this.#clock[0] - ms;
      // Where it stopped for deadlines that have been put off, it goes on when these have been put right.
      if (!(this.#silent.next <= silentSince) || this.#silent.isDue(silentSince)) return i;
    }
  }

  #note(
    { values, times, rows, slots, count }: AlarmLane,
    start: number,
    ms: number,
    order: number,
    { lows, highs }: QuietRanges,
  ): number {
    const { due, rank, next } = this.#silent;
    const [lastTimes, lastValues] = [this.#times.values, this.#values.values];
    return noteQuiet(
      values,
      times,
      rows,
      slots,
      lows,
      highs,
      lastTimes,
      lastValues,
      due,
      rank,
      next,
      this.#clock,
      ms,
      order,
      start,
      count,
    );
  }

  /**
   * A value has come, as the `order`-th of all: ends the alarm of its key, unless the value is older than the silence, or
   * has a time that is no number.
   */
  saw(slot: number, value: number, time: number, order: number): Alarm | undefined {
    if (!(time > this.#times.values[slot])) return undefined;
    this.#times.values[slot] = time;
    this.#values.values[slot] = value;
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
      orders: this.#silent.rank.slice(0, slots),
      clock: this.#clock[0],
    };
  }

  restore({ open, times, values, orders, clock }: StaleKeysState): void {
    this.open.push(...structuredClone(open));
    this.#times.restore(times);
    this.#values.restore(values);
    this.#clock[0] = clock;
    this.#silent.reserve(times.length);
    this.#silent.rank.set(orders);
    for (const [slot, time] of times.entries()) {
      if (time > Number.NEGATIVE_INFINITY && !open[slot]) this.#silent.set(slot, time, orders[slot]);
    }
  }
}

/** A function of arrays alone, as those of {@link QuietRanges}. */
function noteQuiet(
  values: Float64Array,
  times: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  lows: Float64Array,
  highs: Float64Array,
  lastTimes: Float64Array,
  lastValues: Float64Array,
  due: Float64Array,
  rank: Float64Array,
  earliest: number,
  clock: Float64Array,
  ms: number,
  order: number,
  start: number,
  count: number,
): number {
  let now = clock[0];
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    const value = values[rows[i]];
    const time = times[rows[i]];
    if (time > now) now = time;
    if (slot < 0 || due[slot] === Number.POSITIVE_INFINITY || earliest <= now - ms) break;
    if (!isWithin(value, lows[slot], highs[slot])) break;
    if (!(time > lastTimes[slot])) continue;
    lastTimes[slot] = time;
    lastValues[slot] = value;
    due[slot] = time;
    rank[slot] = order + i - start;
  }
  clock[0] = now;
  return i;
}

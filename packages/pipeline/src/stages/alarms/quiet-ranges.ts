import type { RowNumbers } from '@pipe/records';
import type { Codes } from '../../internal/look-up-slots.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import type { AlarmLane } from './alarm-lane.ts';
import type { KeyLimitValues } from './alarm-limits.ts';

/** Which values change nothing: those within the limits of a key that has no open alarm. */
export class QuietRanges {
  /** By slot: what a value is at least and at most that changes nothing. None is both while an alarm is open. */
  readonly #lows = new SlotArray(Float64Array);
  readonly #highs = new SlotArray(Float64Array);
  /** What a value is at least and at most that is within the limits of every key there has been. */
  readonly #common = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  /** The slots with an open alarm. */
  readonly #alarmed = new Set<number>();

  get lows(): Float64Array {
    return this.#lows.values;
  }

  get highs(): Float64Array {
    return this.#highs.values;
  }

  reserve(slots: number): void {
    this.#lows.reserve(slots);
    this.#highs.reserve(slots);
  }

  /** All keys are to get other limits. */
  forgetLimits(): void {
    this.#common.set([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  }

  /** A key has these limits now, and an open alarm or none. */
  set(slot: number, { above, below }: KeyLimitValues, isAlarmed: boolean): void {
    this.lows[slot] = isAlarmed ? Number.POSITIVE_INFINITY : below.limit;
    this.highs[slot] = isAlarmed ? Number.NEGATIVE_INFINITY : above.limit;
    this.#common[0] = Math.max(this.#common[0], below.limit);
    this.#common[1] = Math.min(this.#common[1], above.limit);
    if (isAlarmed) this.#alarmed.add(slot);
    else this.#alarmed.delete(slot);
  }

  has(slot: number, value: number): boolean {
    return isWithin(value, this.lows[slot], this.highs[slot]);
  }

  /** The first reading, from the `start`-th on, that begins a key or may change something. */
  skip({ values, rows, slots, coded, count }: AlarmLane, start: number): number {
    const { lows, highs } = this;
    if (!coded) return skipListed(values, rows, slots, lows, highs, start, count);
    const row = this.#alarmed.size === 0 ? skipCommon(values, this.#common, start, count) : start;
    return skipCoded(values, coded.codes, coded.slots, lows, highs, row, count);
  }
}

export function isWithin(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

/** Skips values that are within the limits of every key: which key a value is of need not be looked up. */
function skipCommon(values: Float64Array, common: Float64Array, start: number, count: number): number {
  const low = common[0];
  const high = common[1];
  let row = start;
  // Four at a time: going round the loop costs as much as two comparisons.
  while (
    row + 3 < count &&
    isWithin(values[row], low, high) &&
    isWithin(values[row + 1], low, high) &&
    isWithin(values[row + 2], low, high) &&
    isWithin(values[row + 3], low, high)
  ) {
    row += 4;
  }
  while (row < count && isWithin(values[row], low, high)) row += 1;
  return row;
}

/** Skips values of every row that are within the limits of their key. */
function skipCoded(
  values: Float64Array,
  codes: Codes,
  slots: Int32Array,
  lows: Float64Array,
  highs: Float64Array,
  start: number,
  count: number,
): number {
  let row = start;
  for (; row < count; row += 1) {
    const slot = slots[codes[row] + 1];
    if (!isWithin(values[row], lows[slot], highs[slot])) break;
  }
  return row;
}

/** {@link skipCoded}, of the given rows, whose slots are listed. */
function skipListed(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  lows: Float64Array,
  highs: Float64Array,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0 || !isWithin(values[rows[i]], lows[slot], highs[slot])) break;
  }
  return i;
}

import type { RowNumbers } from '@pipe/records';
import type { Codes } from '../../internal/look-up-slots.ts';
import { SlotArray } from '../../internal/slot-array.ts';
import type { AlarmLane } from './alarm-lane.ts';
import type { KeyLimitValues } from './alarm-limits.ts';

/** Which values change nothing: those within the limits of a key that has no open alarm. */
export class QuietRanges {
  /** By slot: a value from the low to the high one changes nothing. None does while an alarm is open. */
  readonly #highs = new SlotArray(Float64Array);
  readonly #lows = new SlotArray(Float64Array);
  /** From the low to the high one, a value is within the limits of every key. */
  #high = Number.POSITIVE_INFINITY;
  #low = Number.NEGATIVE_INFINITY;
  /** The slots with an open alarm. */
  readonly #alarmed = new Set<number>();

  reserve(slots: number): void {
    this.#highs.reserve(slots);
    this.#lows.reserve(slots);
  }

  /** All keys are to get other limits. */
  forgetLimits(): void {
    this.#high = Number.POSITIVE_INFINITY;
    this.#low = Number.NEGATIVE_INFINITY;
  }

  /** A key has these limits now, and an open alarm or none. */
  set(slot: number, { above, below }: KeyLimitValues, isAlarmed: boolean): void {
    this.#highs.values[slot] = isAlarmed ? Number.NEGATIVE_INFINITY : above.limit;
    this.#lows.values[slot] = isAlarmed ? Number.POSITIVE_INFINITY : below.limit;
    this.#high = Math.min(this.#high, above.limit);
    this.#low = Math.max(this.#low, below.limit);
    if (isAlarmed) this.#alarmed.add(slot);
    else this.#alarmed.delete(slot);
  }

  has(slot: number, value: number): boolean {
    return value <= this.#highs.values[slot] && value >= this.#lows.values[slot];
  }

  /** The first reading, from the `start`-th on, that begins a key or may change something. */
  skip({ values, rows, slots, coded, count }: AlarmLane, start: number): number {
    const isAnyAlarmed = this.#alarmed.size > 0;
    const high = isAnyAlarmed ? Number.NEGATIVE_INFINITY : this.#high;
    const low = isAnyAlarmed ? Number.POSITIVE_INFINITY : this.#low;
    const [highs, lows] = [this.#highs.values, this.#lows.values];
    return coded
      ? skipCoded(values, coded.codes, coded.slots, high, low, highs, lows, start, count)
      : skipListed(values, rows, slots, high, low, highs, lows, start, count);
  }
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
// Which key a value is of is looked up only when it is not within the limits of all.

function skipListed(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  high: number,
  low: number,
  highs: Float64Array,
  lows: Float64Array,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const value = values[rows[i]];
    if (value <= high && value >= low) continue;
    if (!(value <= highs[slot] && value >= lows[slot])) break;
  }
  return i;
}

/** {@link skipListed}, of every row. */
function skipCoded(
  values: Float64Array,
  codes: Codes,
  slots: Int32Array,
  high: number,
  low: number,
  highs: Float64Array,
  lows: Float64Array,
  start: number,
  count: number,
): number {
  let row = start;
  for (; row < count; row += 1) {
    const value = values[row];
    if (value <= high && value >= low) continue;
    const slot = slots[codes[row] + 1];
    if (!(value <= highs[slot] && value >= lows[slot])) break;
  }
  return row;
}

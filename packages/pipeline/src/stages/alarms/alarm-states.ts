import type { RowNumbers } from '@pipe/records';
import { SlotArray } from '../../internal/slot-array.ts';
import type { Alarm, AlarmReport, AlarmState } from './alarm.ts';
import { type AlarmSettingValues, alarmLimitsOf, type KeyLimitValues } from './alarm-limits.ts';
import { AlarmSideState } from './alarm-side.ts';
import { StaleKeys, type StaleKeysState } from './stale-keys.ts';

/** Settings as they stand for one batch. */
export interface AlarmSettingsNow extends AlarmSettingValues {
  readonly raiseDelayMs: number;
  readonly clearDelayMs: number;
  readonly staleMs: number | undefined;
}

/** The readings of a batch, each with the slot of its key. */
export interface AlarmLane {
  /** By row. */
  readonly values: Float64Array;
  readonly times: Float64Array;
  readonly rows: RowNumbers;
  readonly count: number;
  /** For each of the rows; `~slot` where the key starts anew. */
  readonly slots: Int32Array;
  readonly slotCount: number;
  readonly keyOf: (row: number) => string | null;
}

/** Which reports are made. */
export interface AlarmReporting {
  /** Every change, not only the end. */
  readonly isEveryChange: boolean;
  readonly updateMs: number | undefined;
}

/** Plain data, by slot. */
export interface AlarmStatesState {
  readonly keys: readonly (string | null)[];
  readonly above: readonly (Alarm | undefined)[];
  readonly below: readonly (Alarm | undefined)[];
  readonly stale: StaleKeysState;
  readonly values: number;
}

/** The alarms of all keys, and what there is to report of them. */
export class AlarmStates {
  readonly #reporting: AlarmReporting;
  readonly #above = new AlarmSideState('above');
  readonly #below = new AlarmSideState('below');
  readonly #stale = new StaleKeys();
  readonly #keys: (string | null)[] = [];
  readonly #limits: KeyLimitValues[] = [];
  /** By slot: a value from the low to the high one changes nothing. None does while an alarm is open. */
  readonly #highs = new SlotArray(Float64Array);
  readonly #lows = new SlotArray(Float64Array);
  #settings: AlarmSettingsNow | undefined;
  #values = 0;
  #reports: AlarmReport[] = [];

  constructor(reporting: AlarmReporting) {
    this.#reporting = reporting;
  }

  /** Takes readings into account, in their order. */
  follow(
    { values, times, rows, count, slots, slotCount, keyOf }: AlarmLane,
    settings: AlarmSettingsNow,
  ): void {
    const highs = this.#highs.reserve(slotCount);
    const lows = this.#lows.reserve(slotCount);
    this.#stale.reserve(slotCount);
    this.#useSettings(settings);
    const { staleMs } = settings;
    for (let i = 0; i < count; i += 1) {
      if (staleMs === undefined) i = skipQuiet(values, rows, slots, highs, lows, i, count);
      if (i === count) break;
      const row = rows[i];
      let slot = slots[i];
      // Before the slot of a key that leaves is another's: it may have fallen silent before it was forgotten.
      if (staleMs !== undefined) this.#raiseStale(times[row], staleMs);
      if (slot < 0) {
        slot = ~slot;
        this.#begin(slot, keyOf(row), settings);
      }
      const value = values[row];
      if (staleMs !== undefined) this.#hear(slot, value, times[row]);
      if (value <= highs[slot] && value >= lows[slot]) continue;
      this.#step(this.#above, slot, value, times[row], settings);
      this.#step(this.#below, slot, value, times[row], settings);
      this.#watch(slot);
    }
  }

  /** The input has ended: whatever is still open is reported as it stands. */
  finish(): void {
    const open = [this.#above.open, this.#below.open, this.#stale.open].flat();
    for (const alarm of open.filter((each) => each !== undefined).sort((a, b) => a.start - b.start)) {
      this.#reportOpen(alarm);
    }
  }

  /** The reports since the last call. */
  takeReports(): readonly AlarmReport[] {
    const reports = this.#reports;
    if (reports.length > 0) this.#reports = [];
    return reports;
  }

  snapshot(slots: number): AlarmStatesState {
    return {
      keys: this.#keys.slice(0, slots),
      above: structuredClone(this.#above.open),
      below: structuredClone(this.#below.open),
      stale: this.#stale.snapshot(slots),
      values: this.#values,
    };
  }

  restore({ keys, above, below, stale, values }: AlarmStatesState): void {
    this.#keys.push(...keys);
    this.#above.open.push(...structuredClone(above));
    this.#below.open.push(...structuredClone(below));
    this.#stale.restore(stale);
    this.#values = values;
  }

  #begin(slot: number, key: string | null, settings: AlarmSettingsNow): void {
    for (const open of [this.#above.open, this.#below.open, this.#stale.open]) {
      const left = open[slot];
      if (left) this.#reportOpen(left);
      open[slot] = undefined;
    }
    this.#stale.begin(slot);
    this.#keys[slot] = key;
    this.#useLimits(slot, settings);
  }

  /** Event time has come to `time`: some keys may have been silent for too long. */
  #raiseStale(time: number, staleMs: number): void {
    const keyOf = (silent: number) => this.#keys[silent];
    for (
      let alarm = this.#stale.next(time, staleMs, keyOf);
      alarm;
      alarm = this.#stale.next(time, staleMs, keyOf)
    ) {
      this.#report('raised', alarm, null);
    }
  }

  /** Notes the value, which may be the end of a silence. */
  #hear(slot: number, value: number, time: number): void {
    const ended = this.#stale.saw(slot, value, time, this.#values);
    this.#values += 1;
    if (ended) this.#report('cleared', ended, time);
  }

  #step(side: AlarmSideState, slot: number, value: number, time: number, settings: AlarmSettingsNow): void {
    const { raiseDelayMs: raise, clearDelayMs: clear } = settings;
    const limit = this.#limits[slot][side.side];
    const alarm = side.open[slot];
    if (!alarm) {
      const begun = side.begin(slot, this.#keys[slot], value, time, limit.limit, raise);
      if (begun) this.#report('raised', begun, null);
      return;
    }
    const change = side.follow(alarm, value, time, limit, { raise, clear });
    if (change === 'cleared' || change === 'withdrawn') side.open[slot] = undefined;
    if (change === 'cleared') this.#report('cleared', alarm, alarm.last);
    else if (change === 'raised') this.#report('raised', alarm, null);
    else if (change === undefined) this.#reportUpdate(alarm, time);
  }

  #reportUpdate(alarm: Alarm, time: number): void {
    const { updateMs } = this.#reporting;
    if (updateMs === undefined || !alarm.isRaised || time - alarm.reportedAt < updateMs) return;
    alarm.reportedAt = time;
    this.#report('updated', alarm, null);
  }

  /** An alarm whose end will not be seen. */
  #reportOpen(alarm: Alarm): void {
    if (!alarm.isRaised) return;
    const { isEveryChange } = this.#reporting;
    this.#reports.push({ state: isEveryChange ? 'updated' : 'cleared', alarm: { ...alarm }, end: null });
  }

  #report(state: AlarmState, alarm: Alarm, end: number | null): void {
    if (state === 'raised') alarm.reportedAt = alarm.last;
    if (state !== 'cleared' && !this.#reporting.isEveryChange) return;
    this.#reports.push({ state, alarm: { ...alarm }, end });
  }

  #useSettings(settings: AlarmSettingsNow): void {
    const before = this.#settings;
    this.#settings = settings;
    if (before && limitNames.every((name) => settings[name] === before[name])) return;
    for (const slot of this.#keys.keys()) this.#useLimits(slot, settings);
  }

  #useLimits(slot: number, settings: AlarmSettingsNow): void {
    const limits = alarmLimitsOf(settings, this.#keys[slot]);
    this.#limits[slot] = limits;
    this.#watch(slot);
  }

  /** Says which values of a key there is something to do for. */
  #watch(slot: number): void {
    const isOpen = this.#above.open[slot] !== undefined || this.#below.open[slot] !== undefined;
    const { above, below } = this.#limits[slot];
    this.#highs.values[slot] = isOpen ? Number.NEGATIVE_INFINITY : above.limit;
    this.#lows.values[slot] = isOpen ? Number.POSITIVE_INFINITY : below.limit;
  }
}

/**
 * The first reading, from the `start`-th on, that begins a key or may change something.
 *
 * A function of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
 */
function skipQuiet(
  values: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
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
    if (!(value <= highs[slot] && value >= lows[slot])) break;
  }
  return i;
}

const limitNames = ['above', 'below', 'limits', 'clearAbove', 'clearBelow'] as const;

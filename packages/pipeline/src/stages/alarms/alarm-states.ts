import type { Alarm, AlarmReport, AlarmState } from './alarm.ts';
import { type AlarmLane, slotAt } from './alarm-lane.ts';
import { type AlarmSettingValues, alarmLimitsOf, type KeyLimitValues } from './alarm-limits.ts';
import { AlarmSideState } from './alarm-side.ts';
import { QuietRanges } from './quiet-ranges.ts';
import { StaleKeys, type StaleKeysState } from './stale-keys.ts';

/** Settings as they stand for one batch. */
export interface AlarmSettingsNow extends AlarmSettingValues {
  readonly raiseDelayMs: number;
  readonly clearDelayMs: number;
  readonly staleMs: number | undefined;
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
  readonly #quiet = new QuietRanges();
  #settings: AlarmSettingsNow | undefined;
  #values = 0;
  #reports: AlarmReport[] = [];

  constructor(reporting: AlarmReporting) {
    this.#reporting = reporting;
  }

  /** Takes readings into account, in their order. */
  follow(lane: AlarmLane, settings: AlarmSettingsNow): void {
    this.#quiet.reserve(lane.slotCount);
    this.#stale.reserve(lane.slotCount);
    this.#useSettings(settings);
    const { staleMs } = settings;
    let i = this.#skip(lane, 0, staleMs);
    while (i < lane.count) i = this.#take(lane, i, settings) ? this.#skip(lane, i + 1, staleMs) : i + 1;
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

  /** The first reading, from the `start`-th on, that may change more than the last value of its key. */
  #skip(lane: AlarmLane, start: number, staleMs: number | undefined): number {
    if (staleMs === undefined) return this.#quiet.skip(lane, start);
    const next = this.#stale.noteQuiet(lane, start, staleMs, this.#values, this.#quiet);
    this.#values += next - start;
    return next;
  }

  /** Takes a reading into account; returns whether it was a quiet one, so that those after it may well be skipped. */
  #take(lane: AlarmLane, i: number, settings: AlarmSettingsNow): boolean {
    const { staleMs } = settings;
    const row = lane.rows[i];
    const value = lane.values[row];
    const time = lane.times[row];
    const found = slotAt(lane, i);
    const slot = found < 0 ? ~found : found;
    // Before the slot of a key that leaves is another's: it may have fallen silent before it was forgotten.
    if (staleMs !== undefined) this.#raiseStale(time, staleMs);
    if (found < 0) this.#begin(slot, lane.keyOf(row), settings);
    if (staleMs !== undefined) this.#hear(slot, value, time);
    if (this.#quiet.has(slot, value)) return true;
    const wasAlarmed = this.#isAlarmed(slot);
    this.#step(this.#above, slot, value, time, settings);
    this.#step(this.#below, slot, value, time, settings);
    if (this.#isAlarmed(slot) !== wasAlarmed) this.#watch(slot);
    return false;
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
    this.#quiet.forgetLimits();
    for (const slot of this.#keys.keys()) this.#useLimits(slot, settings);
  }

  #useLimits(slot: number, settings: AlarmSettingsNow): void {
    const limits = alarmLimitsOf(settings, this.#keys[slot]);
    this.#limits[slot] = limits;
    this.#watch(slot);
  }

  /** Says which values of a key there is something to do for. */
  #watch(slot: number): void {
    this.#quiet.set(slot, this.#limits[slot], this.#isAlarmed(slot));
  }

  #isAlarmed(slot: number): boolean {
    return this.#above.open[slot] !== undefined || this.#below.open[slot] !== undefined;
  }
}

const limitNames = ['above', 'below', 'limits', 'clearAbove', 'clearBelow'] as const;

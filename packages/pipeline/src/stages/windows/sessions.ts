import { SlotArray } from '../../internal/slot-array.ts';
import type { PaneAggregates } from './aggregates/pane-aggregates.ts';
import { SessionEnds } from './session-ends.ts';
import type { WindowReport, WindowReports } from './window-records.ts';

/** The pane of what belongs to no session. */
export const scratchPane = 0;

/** One open session; the time of its latest record is in an array over all panes. */
interface Session {
  readonly pane: number;
  readonly slot: number;
  /** Sessions are numbered as they begin. */
  readonly rank: number;
  /** The time of its earliest record. */
  start: number;
  /** How many records it had when it was last reported. */
  reported: number;
}

type SavedSession = Session & { readonly last: number };

/** Records, each with the slot of its key. */
export interface SessionLane {
  readonly count: number;
  /** By record, as what follows; `~slot` where the key starts anew. */
  readonly slots: Int32Array;
  readonly times: Float64Array;
  /** Written here. */
  readonly panes: Int32Array;
}

/** Plain data. */
export interface SessionsState {
  readonly open: readonly SavedSession[];
  readonly texts: readonly (string | null)[];
  readonly aggregates: readonly unknown[];
  readonly size: number;
  readonly begun: number;
}

/**
 * The open sessions of all keys. What a session comes to is in a pane of the aggregates.
 *
 * A session has ended once the watermark is at its end, and takes in nothing more; it is open until {@link Sessions.closeUpTo}
 * reports it.
 */
export class Sessions {
  readonly #gapMs: number;
  readonly #aggregates: PaneAggregates;
  readonly #reports: WindowReports;
  /** By slot, in order of time: a key has several while late records may still come. */
  readonly #bySlot: Session[][] = [];
  /** By slot: the pane of its latest session; {@link scratchPane} when it has none. */
  readonly #latest = new SlotArray(Int32Array);
  readonly #byPane: (Session | undefined)[] = [];
  /** By pane: the time of the session's latest record. */
  readonly #lasts = new SlotArray(Float64Array);
  readonly #texts: (string | null)[] = [];
  /** Has the panes of all open sessions, and of some that have been given up: those panes are free once they come up. */
  readonly #ends = new SessionEnds((pane) => this.#endOf(pane));
  readonly #free: number[] = [];
  #size = 1;
  #begun = 0;

  constructor(gapMs: number, aggregates: PaneAggregates, reports: WindowReports) {
    this.#gapMs = gapMs;
    this.#aggregates = aggregates;
    this.#reports = reports;
    this.#reservePanes();
  }

  reserveSlots(slots: number): void {
    this.#latest.reserve(slots);
  }

  /** Closes the sessions that end at or before the watermark, in the order in which they end. */
  closeUpTo(watermark: number): void {
    const ended = this.#ends.take(watermark);
    if (ended.length === 0) return;
    const sessions = ended.map((pane) => this.#byPane[pane]).filter((session) => session !== undefined);
    for (const session of this.#inOrder(sessions)) this.#close(session);
    this.#reports.read();
    for (const pane of ended) this.#free.push(pane);
  }

  /** Reports the open sessions that have changed since they were last reported. */
  update(): void {
    for (const session of this.#open()) {
      const records = this.#aggregates.records.of(session.pane);
      if (records !== session.reported) this.#reportOne('updated', session);
      session.reported = records;
    }
    this.#reports.read();
  }

  /** The slot is another key's from now on: closes what is open of the one before, as it stands. */
  begin(slot: number, key: string | null): void {
    for (const session of this.#bySlot[slot] ?? []) this.#close(session);
    this.#reports.read();
    this.#bySlot[slot] = [];
    this.#texts[slot] = key;
  }

  /**
   * Finds the sessions of records from the `from`-th on and counts the records there, up to the first that does more than to
   * go on with the latest session of its key, or comes at `limit` or later; returns which that is. `clock` has the latest
   * time seen.
   */
  goOn(lane: SessionLane, from: number, clock: Float64Array, latenessMs: number, limit: number): number {
    const { slots, times, panes, count } = lane;
    const latest = this.#latest.values;
    const lasts = this.#lasts.values;
    return goOnWithLatest(
      times,
      slots,
      panes,
      latest,
      lasts,
      this.#aggregates.records.values,
      clock,
      this.#gapMs,
      latenessMs,
      limit,
      from,
      count,
    );
  }

  /**
   * The pane that the `i`-th record belongs to; {@link scratchPane} for one that comes too late: its own session would have ended by
   * the watermark, and none that has not ended reaches it.
   */
  paneOf({ times, panes }: SessionLane, slot: number, i: number, watermark: number): number {
    const time = times[i];
    const sessions = this.#bySlot[slot];
    const place = this.#placeNear(sessions, time, watermark);
    if (place === sessions.length) {
      return time + this.#gapMs <= watermark ? scratchPane : this.#start(slot, time).pane;
    }
    const session = sessions[place];
    if (time < session.start) session.start = time;
    if (time > this.#lasts.values[session.pane]) this.#lasts.values[session.pane] = time;
    const next = sessions[place + 1];
    if (next !== undefined && next.start < time + this.#gapMs) {
      // Everything before this record has to be in the panes.
      this.#aggregates.takeUpTo(i, panes);
      this.#join(session, next);
    }
    return session.pane;
  }

  snapshot(slots: number): SessionsState {
    return {
      open: this.#open().map((session) => ({ ...session, last: this.#lasts.values[session.pane] })),
      texts: this.#texts.slice(0, slots),
      aggregates: this.#aggregates.snapshot(this.#size),
      size: this.#size,
      begun: this.#begun,
    };
  }

  restore({ open, texts, aggregates, size, begun }: SessionsState): void {
    this.#texts.push(...texts);
    for (const slot of texts.keys()) this.#bySlot[slot] = [];
    this.#size = size;
    this.#begun = begun;
    this.#aggregates.restore(aggregates);
    this.#reservePanes();
    this.reserveSlots(texts.length);
    for (const { last, ...session } of open) this.#insert(session, last);
    for (let pane = 1; pane < size; pane += 1) if (!this.#byPane[pane]) this.#free.push(pane);
  }

  #open(): Session[] {
    return this.#inOrder(this.#bySlot.flat());
  }

  /** Sorts sessions by their ends, and those of one end in the order in which they began. */
  #inOrder(sessions: Session[]): Session[] {
    const lasts = this.#lasts.values;
    return sessions.sort((one, other) => lasts[one.pane] - lasts[other.pane] || one.rank - other.rank);
  }

  /** The first of a key's sessions that has not ended and that a record of this time reaches; their number for none. */
  #placeNear(sessions: readonly Session[], time: number, watermark: number): number {
    for (let place = 0; place < sessions.length; place += 1) {
      const end = this.#endOf(sessions[place].pane);
      if (end > watermark && time < end && sessions[place].start < time + this.#gapMs) return place;
    }
    return sessions.length;
  }

  /** Of a pane without a session, when the last one in it ended. */
  #endOf(pane: number): number {
    return this.#lasts.values[pane] + this.#gapMs;
  }

  #start(slot: number, time: number): Session {
    const pane = this.#free.pop() ?? this.#grow();
    this.#aggregates.begin(pane);
    const session = { pane, slot, rank: this.#begun, start: time, reported: 0 };
    this.#begun += 1;
    this.#insert(session, time);
    return session;
  }

  #grow(): number {
    this.#size += 1;
    this.#reservePanes();
    return this.#size - 1;
  }

  #reservePanes(): void {
    this.#aggregates.reserve(this.#size);
    // No time is at or after NaN: nothing goes on with the scratch pane.
    this.#lasts.reserve(this.#size)[scratchPane] = Number.NaN;
  }

  #insert(session: Session, last: number): void {
    const sessions = this.#bySlot[session.slot];
    const place = sessions.findIndex(({ start }) => start > session.start);
    sessions.splice(place < 0 ? sessions.length : place, 0, session);
    this.#byPane[session.pane] = session;
    this.#lasts.values[session.pane] = last;
    this.#ends.add(session.pane);
    this.#noteLatest(session.slot);
  }

  #noteLatest(slot: number): void {
    this.#latest.values[slot] = this.#bySlot[slot].at(-1)?.pane ?? scratchPane;
  }

  /** Makes one session of two that a record has come between. */
  #join({ pane }: Session, next: Session): void {
    const lasts = this.#lasts.values;
    this.#aggregates.join(pane, [next.pane]);
    lasts[pane] = Math.max(lasts[pane], lasts[next.pane]);
    this.#remove(next);
  }

  #close(session: Session): void {
    this.#reportOne('closed', session);
    this.#remove(session);
  }

  #remove({ pane, slot }: Session): void {
    this.#bySlot[slot] = this.#bySlot[slot].filter((each) => each.pane !== pane);
    this.#byPane[pane] = undefined;
    this.#noteLatest(slot);
  }

  #reportOne(state: WindowReport['state'], session: Session): void {
    const { pane, slot, start } = session;
    this.#reports.add({ key: this.#texts[slot], state, start, end: this.#endOf(pane), pane });
  }
}

/** {@link Sessions.goOn}, in a loop without calls, which keeps its arrays in registers. */
function goOnWithLatest(
  times: Float64Array,
  slots: Int32Array,
  panes: Int32Array,
  latest: Int32Array,
  lasts: Float64Array,
  counts: Int32Array,
  clock: Float64Array,
  gapMs: number,
  latenessMs: number,
  limit: number,
  from: number,
  count: number,
): number {
  let now = clock[0];
  let i = from;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const time = times[i];
    const pane = latest[slot];
    const last = lasts[pane];
    const end = last + gapMs;
    if (!(time >= last && time < end && time < limit)) break;
    if (now - latenessMs >= end) break;
    if (time > now) now = time;
    lasts[pane] = time;
    panes[i] = pane;
    counts[pane] += 1;
  }
  clock[0] = now;
  return i;
}

import { Deadlines } from '../../internal/deadlines.ts';
import type { PaneAggregates } from './aggregates/pane-aggregates.ts';
import { scratchPane } from './pane-store.ts';
import type { WindowReport } from './window-records.ts';

/** One open session. Plain data, as a snapshot keeps it. */
interface Session {
  readonly pane: number;
  readonly slot: number;
  /** Sessions are numbered as they begin. */
  readonly rank: number;
  /** Times of its earliest and its latest record. */
  start: number;
  last: number;
  /** Whether records have come since it was last reported. */
  isChanged: boolean;
}

/** Plain data. */
export interface SessionsState {
  readonly open: readonly Session[];
  readonly texts: readonly (string | null)[];
  readonly aggregates: readonly unknown[];
  readonly size: number;
  readonly begun: number;
}

/** The open sessions of all keys. What a session comes to is in a pane of the aggregates. */
export class Sessions {
  readonly #gapMs: number;
  readonly #aggregates: PaneAggregates;
  readonly #report: (report: WindowReport) => void;
  /** By slot, in order of time: a key has several while late records may still come. */
  readonly #bySlot: Session[][] = [];
  readonly #byPane: (Session | undefined)[] = [];
  readonly #texts: (string | null)[] = [];
  readonly #ends = new Deadlines();
  readonly #free: number[] = [];
  #size = 1;
  #begun = 0;

  constructor(gapMs: number, aggregates: PaneAggregates, report: (report: WindowReport) => void) {
    this.#gapMs = gapMs;
    this.#aggregates = aggregates;
    this.#report = report;
    aggregates.reserve(this.#size);
  }

  /** Whether a session ends at or before the watermark; it may say so too early. */
  mayBeDue(watermark: number): boolean {
    return this.#ends.next <= watermark;
  }

  /** Closes the sessions that end at or before the watermark, in the order in which they end. */
  closeUpTo(watermark: number): void {
    for (let pane = this.#ends.take(watermark); pane >= 0; pane = this.#ends.take(watermark)) {
      const session = this.#byPane[pane];
      if (session) this.#close(session);
    }
  }

  /** Reports the open sessions that have changed since they were last reported. */
  update(): void {
    for (const session of this.#open()) {
      if (session.isChanged) this.#reportOne('updated', session);
      session.isChanged = false;
    }
  }

  /** The slot is another key's from now on: closes what is open of the one before, as it stands. */
  begin(slot: number, key: string | null): void {
    for (const session of this.#bySlot[slot] ?? []) {
      this.#ends.delete(session.pane);
      this.#close(session);
    }
    this.#bySlot[slot] = [];
    this.#texts[slot] = key;
  }

  /**
   * The pane that a record of this time belongs to; {@link scratchPane} for one that comes too late: its own session would
   * have ended by the watermark, and no open one reaches it.
   *
   * @param settle - Called before panes are joined: everything before this record has to be in them by then.
   */
  paneOf(slot: number, time: number, watermark: number, settle: () => void): number {
    const sessions = this.#bySlot[slot];
    const near = sessions.filter(
      ({ start, last }) => time < last + this.#gapMs && start < time + this.#gapMs,
    );
    if (near.length === 0) {
      if (time + this.#gapMs <= watermark) return scratchPane;
      near.push(this.#start(slot, time));
    }
    const [session, next] = near;
    if (next) {
      settle();
      this.#join(session, next);
    }
    session.isChanged = true;
    if (time < session.start) session.start = time;
    if (time > session.last || next) {
      session.last = Math.max(session.last, time);
      this.#ends.set(session.pane, session.last + this.#gapMs, session.rank);
    }
    return session.pane;
  }

  snapshot(slots: number): SessionsState {
    return {
      open: this.#open().map((session) => ({ ...session })),
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
    this.#aggregates.reserve(size);
    for (const session of open) this.#insert({ ...session });
    for (let pane = 1; pane < size; pane += 1) if (!this.#byPane[pane]) this.#free.push(pane);
  }

  /** By their ends, and those of one end in the order in which they began. */
  #open(): Session[] {
    const open = this.#bySlot.flat();
    return open.sort((one, other) => one.last - other.last || one.rank - other.rank);
  }

  #start(slot: number, time: number): Session {
    let pane = this.#free.pop();
    if (pane === undefined) {
      pane = this.#size;
      this.#size += 1;
      this.#aggregates.reserve(this.#size);
    }
    this.#aggregates.begin(pane);
    const session = { pane, slot, rank: this.#begun, start: time, last: time, isChanged: true };
    this.#begun += 1;
    this.#insert(session);
    return session;
  }

  #insert(session: Session): void {
    const sessions = this.#bySlot[session.slot];
    const place = sessions.findIndex(({ start }) => start > session.start);
    sessions.splice(place < 0 ? sessions.length : place, 0, session);
    this.#byPane[session.pane] = session;
    this.#ends.set(session.pane, session.last + this.#gapMs, session.rank);
  }

  /** Makes one session of two that a record has come between. */
  #join(session: Session, next: Session): void {
    this.#aggregates.join(session.pane, next.pane);
    session.last = next.last;
    this.#ends.delete(next.pane);
    this.#remove(next);
  }

  #close(session: Session): void {
    this.#reportOne('closed', session);
    this.#remove(session);
  }

  #remove({ pane, slot }: Session): void {
    this.#bySlot[slot] = this.#bySlot[slot].filter((each) => each.pane !== pane);
    this.#byPane[pane] = undefined;
    this.#free.push(pane);
  }

  #reportOne(state: WindowReport['state'], { pane, slot, start, last }: Session): void {
    this.#report({ key: this.#texts[slot], state, start, end: last + this.#gapMs, pane });
  }
}

import type { PaneAggregates } from './aggregates/pane-aggregates.ts';
import { nextEnd, type PaneGrid } from './pane-grid.ts';
import { PaneStore, type PaneStoreState } from './pane-store.ts';
import { noPane } from './panes-by-start.ts';
import type { WindowReport, WindowReports } from './window-records.ts';

/** Plain data. */
export interface PaneWindowsState {
  readonly panes: PaneStoreState;
  readonly watermark: number;
}

/** Windows made of panes: closes them by the watermark, in the order in which they end, each in that of its keys' first records. */
export class PaneWindows {
  readonly panes: PaneStore;
  readonly #grid: PaneGrid;
  readonly #reports: WindowReports;
  /** The panes that windows of several panes have been put together in, until they are read. */
  readonly #joined: number[] = [];
  /** Windows that end at or before it have closed. */
  #watermark = Number.NEGATIVE_INFINITY;
  /** When the next window ends that there is something in. */
  #nextEnd = Number.POSITIVE_INFINITY;

  constructor(grid: PaneGrid, aggregates: PaneAggregates, reports: WindowReports) {
    this.#grid = grid;
    this.#reports = reports;
    this.panes = new PaneStore(aggregates, (start) => {
      this.#nextEnd = Math.min(this.#nextEnd, nextEnd(grid, start, this.#watermark));
    });
  }

  /** Closes the windows that end at or before the watermark. */
  closeUpTo(watermark: number): void {
    while (!this.panes.byStart.isEmpty && this.#nextEnd <= watermark) {
      const end = this.#nextEnd;
      this.#reportWindow('closed', end, () => true);
      this.#read();
      this.#watermark = end;
      this.#leaveBehind(end);
      this.#nextEnd = Math.min(...this.#openEnds());
    }
    this.#watermark = Math.max(this.#watermark, watermark);
  }

  /** Reports the open windows that have changed since they were last reported. */
  update(): void {
    const isChanged = (panes: readonly number[]) => panes.some((pane) => this.panes.isChanged(pane));
    for (const end of this.#allEnds()) this.#reportWindow('updated', end, isChanged);
    this.#read();
    this.panes.forgetChanges();
  }

  /** Closes the open windows of a key, as they stand. */
  giveUp(slot: number): void {
    const all = this.panes.panesOf(slot, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    for (const end of this.#allEnds(all.map((pane) => this.panes.startOf(pane)))) {
      this.#reportKey('closed', slot, end, () => true);
    }
    this.#read();
    for (const pane of all) this.panes.remove(pane);
    this.#nextEnd = Math.min(...this.#openEnds());
  }

  snapshot(slots: number): PaneWindowsState {
    return { panes: this.panes.snapshot(slots), watermark: this.#watermark };
  }

  restore({ panes, watermark }: PaneWindowsState): void {
    this.#watermark = watermark;
    this.panes.restore(panes);
  }

  #reportWindow(
    state: WindowReport['state'],
    end: number,
    isWanted: (panes: readonly number[]) => boolean,
  ): void {
    const { everyMs, sizeMs } = this.#grid;
    const { byStart } = this.panes;
    const first = end - sizeMs;
    for (let start = first; start < end; start += everyMs) {
      for (let pane = byStart.first(start); pane !== noPane; pane = byStart.next(pane)) {
        // A key is reported at its oldest pane in the window.
        if (this.panes.olderStart(pane) >= first) continue;
        this.#reportKey(state, this.panes.slotOf(pane), end, isWanted);
      }
    }
  }

  #reportKey(
    state: WindowReport['state'],
    slot: number,
    end: number,
    isWanted: (panes: readonly number[]) => boolean,
  ): void {
    const start = end - this.#grid.sizeMs;
    const parts = this.panes.panesOf(slot, start, end);
    if (parts.length === 0 || !isWanted(parts)) return;
    const pane = parts.length === 1 ? parts[0] : this.#join(parts);
    this.#reports.add({ key: this.panes.keyOf(slot), state, start, end, pane });
  }

  /** A pane with everything that is in these, until the windows have been read. */
  #join(parts: readonly number[]): number {
    const pane = this.panes.lend();
    this.panes.aggregates.join(pane, parts);
    this.#joined.push(pane);
    return pane;
  }

  /** What has been reported is read. */
  #read(): void {
    this.#reports.read();
    this.panes.takeBack(this.#joined);
    this.#joined.length = 0;
  }

  /** Removes the panes whose last window has ended. */
  #leaveBehind(end: number): void {
    const start = end - this.#grid.sizeMs;
    this.panes.removeAt(start);
  }

  /** For each start of panes, when the next window with them ends. */
  #openEnds(): number[] {
    return [...this.panes.byStart.starts()].map((start) => nextEnd(this.#grid, start, this.#watermark));
  }

  /** When the open windows end that have panes which begin at the given times, ascending. */
  #allEnds(starts: Iterable<number> = this.panes.byStart.starts()): number[] {
    const ends = new Set<number>();
    for (const start of starts) {
      const last = start + this.#grid.sizeMs;
      for (let end = nextEnd(this.#grid, start, this.#watermark); end <= last; end += this.#grid.everyMs) {
        ends.add(end);
      }
    }
    return [...ends].sort((one, other) => one - other);
  }
}

import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import type { StageContext } from '../../types.ts';
import { copyRows } from './copy-rows.ts';
import { noTime, tooLate } from './late-record.ts';
import { type PaneGrid, paneStart } from './pane-grid.ts';
import { PaneRuns } from './pane-runs.ts';

/** Something to be done before a record is taken in. */
export interface Stop {
  /** How many runs come before. */
  readonly at: number;
  /** What the watermark is by then: windows that end at or before it close. */
  readonly watermark: number;
  /** Whether open windows are reported as well. */
  readonly isUpdate: boolean;
}

interface ArrivalOptions {
  readonly latenessMs: number;
  readonly isLateFiltered: boolean;
  readonly updateMs: number | undefined;
}

/**
 * Says of each record which pane it belongs to, and which come too late for all windows.
 *
 * The watermark is the latest time seen so far, over all keys and sources, less the lateness.
 */
export class PaneArrivals {
  /** Of the last batch, as all that follows. */
  readonly runs = new PaneRuns();
  readonly stops: Stop[] = [];
  readonly #grid: PaneGrid;
  readonly #options: ArrivalOptions;
  /** The latest time seen, in an array: see {@link passInPane}. */
  readonly #latest = new Float64Array([Number.NEGATIVE_INFINITY]);
  /** Those admitted; only written once one is left out. */
  #rows: RowNumbers = new Uint16Array(0);

  constructor(grid: PaneGrid, options: ArrivalOptions) {
    this.#grid = grid;
    this.#options = options;
  }

  get clock(): number {
    return this.#latest[0];
  }

  get watermark(): number {
    return this.clock - this.#options.latenessMs;
  }

  restore(clock: number): void {
    this.#latest[0] = clock;
  }

  /**
   * Takes those rows out of play that come too late for all their windows, and notes of the others when they come. `times`
   * has those of the rows in play, side by side.
   */
  admit(batch: AnyBatch, times: Float64Array, context: StageContext): void {
    const { selected } = batch;
    if (this.#rows.length < selected) this.#rows = rowNumbers(batch.capacity);
    this.stops.length = 0;
    this.runs.length = 0;
    const admitted = this.#scan(batch, times, context);
    this.runs.end(admitted);
    if (admitted < selected) batch.narrow(this.#rows, admitted);
  }

  #scan(batch: AnyBatch, times: Float64Array, context: StageContext): number {
    const { selected } = batch;
    const { everyMs, sizeMs } = this.#grid;
    const rows = rowsInPlay(batch);
    const admitted = this.#rows;
    const overlapMs = sizeMs - everyMs;
    let closedUpTo = this.watermark;
    let nextUpdate = this.#nextUpdate();
    let start = Number.NaN;
    let limit = Number.NaN;
    let count = 0;
    for (let i = 0; i < selected; i += 1) {
      const next = passInPane(times, this.#latest, start, limit, i, selected);
      if (count < i) copyRows(rows, i, next, admitted, count);
      count += next - i;
      i = next;
      if (i === selected) break;
      const row = rows[i];
      const time = times[i];
      if (time > this.clock && time < Number.POSITIVE_INFINITY) {
        this.#latest[0] = time;
        if (time >= nextUpdate) {
          this.stops.push({ at: this.runs.length, watermark: this.watermark, isUpdate: true });
          nextUpdate = this.#nextUpdate();
        }
      }
      start = paneStart(this.#grid, time);
      const end = start + everyMs;
      const { watermark } = this;
      // Nothing closes while times stay in the pane, unless it is behind already.
      limit = end > watermark ? Math.min(end, nextUpdate) : start;
      if (!(end + overlapMs > watermark) || time === Number.POSITIVE_INFINITY) {
        if (count === i) copyRows(rows, 0, i, admitted, 0);
        this.#leaveOut(batch, row, time, context);
        continue;
      }
      // Too late for some of its windows: they close before it is taken in.
      if (end <= watermark && watermark > closedUpTo) {
        this.stops.push({ at: this.runs.length, watermark, isUpdate: false });
        closedUpTo = watermark;
      }
      this.runs.add(count, start);
      admitted[count] = row;
      count += 1;
    }
    return count;
  }

  #leaveOut(batch: AnyBatch, row: number, time: number, context: StageContext): void {
    if (!Number.isFinite(time)) context.deadLetter(batch, row, noTime(time));
    else if (!this.#options.isLateFiltered) {
      const end = paneStart(this.#grid, time) + this.#grid.sizeMs;
      context.deadLetter(batch, row, tooLate(time, end, this.watermark));
    }
  }

  /** The next multiple of `updateMs` that time has not come to yet; never before it has begun. */
  #nextUpdate(): number {
    const { updateMs } = this.#options;
    if (updateMs === undefined) return Number.POSITIVE_INFINITY;
    return (Math.floor(this.clock / updateMs) + 1) * updateMs;
  }
}

/**
 * Passes records from the `from`-th on, up to the first whose time is not from `start` to before `limit`; returns which that
 * is. `latest` has the latest time seen. A loop without calls keeps its arrays in registers.
 */
function passInPane(
  times: Float64Array,
  latest: Float64Array,
  start: number,
  limit: number,
  from: number,
  count: number,
): number {
  let clock = latest[0];
  let i = from;
  for (; i < count; i += 1) {
    const time = times[i];
    if (!(time >= start && time < limit)) break;
    if (time > clock) clock = time;
  }
  latest[0] = clock;
  return i;
}

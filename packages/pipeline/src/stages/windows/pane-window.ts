import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../internal/key-slots.ts';
import { type ReadsKey, type ReadsNumber, type ReadsTime, readsOf } from '../../internal/numeric-kinds.ts';
import { requireTime } from '../../internal/require-time.ts';
import { rowsInPlay } from '../../internal/rows-in-play.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Making } from '../../output-type.ts';
import type { Stage, StageContext, StateMetrics } from '../../types.ts';
import { aggregatedFields, PaneAggregates } from './aggregates/pane-aggregates.ts';
import type { AggregatedFields, WindowAggregates } from './aggregates/window-aggregate.ts';
import { InPlay } from './in-play.ts';
import { PaneArrivals } from './pane-arrivals.ts';
import type { PaneGrid } from './pane-grid.ts';
import type { PaneLane } from './pane-store.ts';
import { PaneWindows, type PaneWindowsState } from './pane-windows.ts';
import type { AnyWindowOptions, WindowBasics, WindowEmission } from './window-options.ts';
import { type WindowFields, WindowRecords } from './window-records.ts';

/** What a window stage reads. */
export type WindowReads<
  Aggregates extends WindowAggregates,
  Key extends string,
  Time extends string,
> = ReadsNumber<AggregatedFields<Aggregates>> & ReadsKey<Key> & ReadsTime<Time>;

/** A window stage. */
export type WindowStage<
  Aggregates extends WindowAggregates,
  Key extends string,
  Time extends string,
  Emission extends WindowEmission,
> = Stage<WindowReads<Aggregates, Key, Time>, Making<WindowFields<Aggregates, Key, Emission>>>;

interface PaneWindowState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly windows: PaneWindowsState;
  readonly clock: number;
  readonly keyLimit: number | undefined;
}

/** Windows of equal length, aligned to one grid for all keys. */
export class PaneWindow<
  Aggregates extends WindowAggregates,
  Key extends string,
  Time extends string,
  Emission extends WindowEmission,
> implements WindowStage<Aggregates, Key, Time, Emission>
{
  readonly name: string;
  readonly reads: WindowReads<Aggregates, Key, Time>;
  declare readonly outputType?: Making<WindowFields<Aggregates, Key, Emission>>;
  readonly #grid: PaneGrid;
  readonly #options: WindowBasics<Aggregates, Key, Time, Emission>;
  readonly #timestamp: string;
  readonly #keys: KeySlots;
  readonly #aggregates: PaneAggregates;
  readonly #arrivals: PaneArrivals;
  readonly #windows: PaneWindows;
  readonly #records: WindowRecords;
  readonly #times = new InPlay();
  #panes = new Int32Array(0);

  constructor(name: string, grid: PaneGrid, options: WindowBasics<Aggregates, Key, Time, Emission>) {
    const { aggregates, by, timestamp = 'timestamp', latenessMs = 0, late, updateMs } = options;
    const { maxKeys, idleMs } = options;
    this.name = name;
    this.#grid = grid;
    this.#options = options;
    this.#timestamp = timestamp;
    this.reads = readsOf({ numbers: aggregatedFields(aggregates), key: by, time: timestamp });
    this.#keys = new KeySlots({ by, timestamp, maxKeys, idleMs });
    this.#aggregates = new PaneAggregates(aggregates);
    this.#arrivals = new PaneArrivals(grid, { latenessMs, isLateFiltered: late === 'filter', updateMs });
    this.#records = new WindowRecords(options as AnyWindowOptions, this.#aggregates);
    this.#windows = new PaneWindows(grid, this.#aggregates, this.#records);
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): PaneWindow<Aggregates, Key, Time, Emission> {
    return new PaneWindow(this.name, this.#grid, this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireTime(input, this.#timestamp);
    const { by } = this.#options;
    return this.#records.typeFor(by === undefined ? undefined : input.fields[by]?.limit);
  }

  process(batch: AnyBatch, context: StageContext): undefined | Promise<undefined> {
    this.#records.open(this.output(batch.type));
    const times = valuesOf<Float64Array>(batch, this.#timestamp).values;
    this.#arrivals.admit(batch, this.#times.of(times, batch), context);
    if (batch.selected > 0) this.#take(batch, this.#times.of(times, batch));
    context.absorb(batch);
    return this.#records.send(context)?.then(() => undefined);
  }

  finish(context: StageContext): void | Promise<void> {
    if (this.#options.partial !== 'drop') this.#windows.closeUpTo(Number.POSITIVE_INFINITY);
    return this.#records.send(context);
  }

  snapshot(): PaneWindowState {
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      windows: this.#windows.snapshot(this.#keys.size),
      clock: this.#arrivals.clock,
      keyLimit: this.#records.keyLimit,
    };
  }

  restore({ of, keys, windows, clock, keyLimit }: PaneWindowState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#windows.restore(windows);
    this.#arrivals.restore(clock);
    this.#records.open(this.#records.typeFor(keyLimit));
  }

  get #madeOf(): StateOf {
    const { by, aggregates } = this.#options;
    return { ...this.#grid, by, aggregates, timestamp: this.#timestamp };
  }

  #take(batch: AnyBatch, times: Float64Array): void {
    if (this.#panes.length < batch.selected) this.#panes = new Int32Array(batch.capacity);
    const rows = rowsInPlay(batch);
    const count = batch.selected;
    const slots = this.#keys.resolve(batch, rows, count);
    const keyOf = (row: number) => this.#keys.textOf(batch, row);
    const lane = { rows, slots, panes: this.#panes, keyOf };
    this.#windows.panes.reserveSlots(this.#keys.size);
    this.#aggregates.open(batch, times);
    let run = 0;
    for (const { at, watermark, isUpdate } of this.#arrivals.stops) {
      this.#takeRuns(lane, run, at, times);
      run = at;
      this.#windows.closeUpTo(watermark);
      if (isUpdate) this.#windows.update();
    }
    this.#takeRuns(lane, run, this.#arrivals.runs.length, times);
    this.#windows.closeUpTo(this.#arrivals.watermark);
  }

  /** Takes in the records of the runs from the `first` to before the `last`. */
  #takeRuns(lane: PaneLane, first: number, last: number, times: Float64Array): void {
    const { begins, starts } = this.#arrivals.runs;
    const store = this.#windows.panes;
    let taken = begins[first];
    for (let run = first; run < last; run += 1) {
      const end = begins[run + 1];
      for (let i = begins[run]; ; ) {
        i = store.place(lane, starts[run], i, end);
        if (i === end) break;
        // The slot of a key that has been forgotten is given to another: what there is of the old one is sent on.
        this.#takeUpTo(lane, taken, i);
        this.#giveUp(~lane.slots[i], latest(times, taken, i));
        taken = i;
      }
    }
    this.#takeUpTo(lane, taken, begins[last]);
  }

  /** Takes in the records from the `from`-th to the `to`-th, whose panes are known. */
  #takeUpTo(lane: PaneLane, from: number, to: number): void {
    if (from === to) return;
    this.#aggregates.takeUpTo(to, lane.panes);
    if (this.#options.updateMs !== undefined) this.#windows.panes.note(lane, from, to);
  }

  /** Closes all windows that are due by `time` and then, as they stand, those of the key that has had the slot. */
  #giveUp(slot: number, time: number): void {
    this.#windows.closeUpTo(time - (this.#options.latenessMs ?? 0));
    this.#windows.giveUp(slot);
  }
}

/** The latest time of the records from the `first`-th to the `last`-th, both included. */
function latest(times: Float64Array, first: number, last: number): number {
  let time = Number.NEGATIVE_INFINITY;
  for (let i = first; i <= last; i += 1) time = Math.max(time, times[i]);
  return time;
}

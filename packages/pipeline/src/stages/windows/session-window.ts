import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../internal/key-slots.ts';
import { readsOf } from '../../internal/numeric-kinds.ts';
import { checkOptions, type OptionRules } from '../../internal/option-rules.ts';
import { durationProblem, printed } from '../../internal/options.ts';
import { requireTime } from '../../internal/require-time.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Making } from '../../output-type.ts';
import type { StageContext, StateMetrics } from '../../types.ts';
import { aggregatedFields, PaneAggregates } from './aggregates/pane-aggregates.ts';
import type { WindowAggregates } from './aggregates/window-aggregate.ts';
import { copyRows } from './copy-rows.ts';
import { InPlay } from './in-play.ts';
import { noTime, tooLate } from './late-record.ts';
import type { WindowReads, WindowStage } from './pane-window.ts';
import { type SessionLane, Sessions, type SessionsState, scratchPane } from './sessions.ts';
import {
  type AnyWindowOptions,
  type DistinctNames,
  type WindowBasics,
  type WindowEmission,
  windowProblems,
  windowRules,
} from './window-options.ts';
import { type WindowFields, WindowRecords } from './window-records.ts';

export interface SessionWindowOptions<
  Aggregates extends WindowAggregates,
  Key extends string = string,
  Time extends string = string,
  Emission extends WindowEmission = WindowEmission,
> extends WindowBasics<Aggregates, Key, Time, Emission> {
  /** For how long there must be no record of a key for its session to end, in milliseconds of event time. */
  readonly gapMs: number;
}

const sessionRules: OptionRules<SessionWindowOptions<WindowAggregates>> = {
  gapMs: (name, value) =>
    value === undefined || value === Number.POSITIVE_INFINITY
      ? `${name} says after how long without a record a session ends; it was ${printed(value)}`
      : durationProblem(name, value),
  ...windowRules,
};

interface SessionWindowState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly sessions: SessionsState;
  readonly clock: number;
  readonly keyLimit: number | undefined;
}

/**
 * Sums up each stretch of activity, for each key: one record for each session, with the key, when it starts (the time of its
 * first record, inclusive) and ends (`gapMs` after the time of its last, exclusive), and the aggregates asked for.
 *
 * Records of a key less than `gapMs` apart are in one session; one that comes out of order may join two. Sessions close by the
 * watermark, as the windows of {@link tumblingWindow} do: a record is late when its session of its own would have ended by
 * then, and it reaches no session that is still open. Sessions are sent on in the order in which they end, those of one end
 * in that in which they began. (Session windows in the sense of the Dataflow model, Akidau et al., VLDB 2015.)
 *
 * Null, `maxKeys` and the ledger are as with {@link tumblingWindow}. Cost: a look at the open sessions of its key a record,
 * and one or two numbers written for each aggregate. State: a few numbers for each aggregate of each open session, of which
 * a key has one, and one more for each `gapMs` of lateness at most; the room of one that was joined to another is free when
 * its end has come. Of a quantile, all values.
 *
 * @throws {@link PipelineError} when `gapMs` or another option is not what it can be.
 */
export function sessionWindow<
  const Aggregates extends WindowAggregates,
  const Key extends string = never,
  const Time extends string = 'timestamp',
  const Emission extends WindowEmission = 'closed',
>(
  options: SessionWindowOptions<Aggregates, Key, Time, Emission> & DistinctNames<NoInfer<Key>>,
): WindowStage<Aggregates, Key, Time, Emission> {
  return new SessionWindow<Aggregates, Key, Time, Emission>(options);
}

class SessionWindow<
  Aggregates extends WindowAggregates,
  Key extends string,
  Time extends string,
  Emission extends WindowEmission,
> implements WindowStage<Aggregates, Key, Time, Emission>
{
  readonly name = 'sessionWindow';
  readonly reads: WindowReads<Aggregates, Key, Time>;
  declare readonly outputType?: Making<WindowFields<Aggregates, Key, Emission>>;
  readonly #options: SessionWindowOptions<Aggregates, Key, Time, Emission>;
  readonly #timestamp: string;
  readonly #keys: KeySlots;
  readonly #aggregates: PaneAggregates;
  readonly #sessions: Sessions;
  readonly #records: WindowRecords;
  /** The latest time seen, in an array: loops over arrays alone write it. */
  readonly #latest = new Float64Array([Number.NEGATIVE_INFINITY]);
  readonly #times = new InPlay();
  #panes = new Int32Array(0);
  /** The rows that are not too late; only written once one is. */
  #inTime: RowNumbers = new Uint16Array(0);

  constructor(options: SessionWindowOptions<Aggregates, Key, Time, Emission>) {
    checkOptions(this.name, options, sessionRules, (given) => windowProblems(given, given.gapMs));
    const { aggregates, by, timestamp = 'timestamp', gapMs, maxKeys, idleMs } = options;
    this.#options = options;
    this.#timestamp = timestamp;
    this.reads = readsOf({ numbers: aggregatedFields(aggregates), key: by, time: timestamp });
    this.#keys = new KeySlots({ by, timestamp, maxKeys, idleMs });
    this.#aggregates = new PaneAggregates(aggregates);
    this.#records = new WindowRecords(options as AnyWindowOptions, this.#aggregates);
    this.#sessions = new Sessions(gapMs, this.#aggregates, this.#records);
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): SessionWindow<Aggregates, Key, Time, Emission> {
    return new SessionWindow(this.#options);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireTime(input, this.#timestamp);
    const { by } = this.#options;
    return this.#records.typeFor(by === undefined ? undefined : input.fields[by]?.limit);
  }

  process(batch: AnyBatch, context: StageContext): undefined | Promise<undefined> {
    this.#records.open(this.output(batch.type));
    const times = valuesOf<Float64Array>(batch, this.#timestamp).values;
    leaveOutTimeless(batch, this.#times.of(times, batch), context);
    this.#take(batch, this.#times.of(times, batch), context);
    context.absorb(batch);
    return this.#records.send(context)?.then(() => undefined);
  }

  finish(context: StageContext): void | Promise<void> {
    if (this.#options.partial !== 'drop') this.#sessions.closeUpTo(Number.MAX_VALUE);
    return this.#records.send(context);
  }

  snapshot(): SessionWindowState {
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      sessions: this.#sessions.snapshot(this.#keys.size),
      clock: this.#clock,
      keyLimit: this.#records.keyLimit,
    };
  }

  restore({ of, keys, sessions, clock, keyLimit }: SessionWindowState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#sessions.restore(sessions);
    this.#latest[0] = clock;
    this.#records.open(this.#records.typeFor(keyLimit));
  }

  get #madeOf(): StateOf {
    const { by, aggregates, gapMs } = this.#options;
    return { by, aggregates, gapMs, timestamp: this.#timestamp };
  }

  #take(batch: AnyBatch, times: Float64Array, context: StageContext): void {
    const rows = rowsInPlay(batch);
    const count = batch.selected;
    if (this.#panes.length < count) this.#panes = new Int32Array(batch.capacity);
    if (this.#inTime.length < count) this.#inTime = rowNumbers(batch.capacity);
    const slots = this.#keys.resolve(batch, rows, count);
    const lane = { count, slots, times, panes: this.#panes };
    this.#sessions.reserveSlots(this.#keys.size);
    this.#aggregates.open(batch, times);
    const admitted = this.#place(batch, rows, lane, context);
    this.#aggregates.takeUpTo(count, lane.panes);
    this.#sessions.closeUpTo(this.#watermark);
    if (admitted < count) batch.narrow(this.#inTime, admitted);
  }

  /** Finds the session of each record; returns how many are not too late for any. */
  #place(batch: AnyBatch, rows: RowNumbers, lane: SessionLane, context: StageContext): number {
    const { count, slots, times, panes } = lane;
    const { latenessMs = 0 } = this.#options;
    let admitted = 0;
    for (let i = 0; i < count; i += 1) {
      const next = this.#sessions.goOn(lane, i, this.#latest, latenessMs, this.#nextUpdate);
      if (admitted < i) copyRows(rows, i, next, this.#inTime, admitted);
      admitted += next - i;
      i = next;
      if (i === count) break;
      if (times[i] > this.#clock) this.#advance(lane, i);
      const slot = slots[i] < 0 ? ~slots[i] : slots[i];
      if (slots[i] < 0) {
        this.#settle(lane, i);
        this.#sessions.begin(slot, this.#keys.textOf(batch, rows[i]));
      }
      panes[i] = this.#sessions.paneOf(lane, slot, i, this.#watermark);
      this.#aggregates.records.values[panes[i]] += 1;
      if (panes[i] !== scratchPane) this.#inTime[admitted++] = rows[i];
      else {
        // A record that is late goes where nobody looks.
        if (admitted === i) copyRows(rows, 0, i, this.#inTime, 0);
        this.#leaveOut(batch, rows[i], times[i], context);
      }
    }
    return admitted;
  }

  get #clock(): number {
    return this.#latest[0];
  }

  get #watermark(): number {
    return this.#clock - (this.#options.latenessMs ?? 0);
  }

  /** When open sessions are to be reported next. */
  get #nextUpdate(): number {
    const { updateMs } = this.#options;
    if (updateMs === undefined) return Number.POSITIVE_INFINITY;
    return (Math.floor(this.#clock / updateMs) + 1) * updateMs;
  }

  /** Time has come to that of the `i`-th record: reports what is due. */
  #advance(lane: SessionLane, i: number): void {
    const time = lane.times[i];
    const isUpdate = time >= this.#nextUpdate;
    this.#latest[0] = time;
    if (!isUpdate) return;
    this.#settle(lane, i);
    this.#sessions.update();
  }

  /** Takes in all records before this one, and closes the sessions that have ended by then. */
  #settle({ panes }: SessionLane, i: number): void {
    this.#aggregates.takeUpTo(i, panes);
    this.#sessions.closeUpTo(this.#watermark);
  }

  #leaveOut(batch: AnyBatch, row: number, time: number, context: StageContext): void {
    if (this.#options.late === 'filter') return;
    context.deadLetter(batch, row, tooLate(time, time + this.#options.gapMs, this.#watermark));
  }
}

/** Sets records aside whose time is not finite; `times` has those of the rows in play, side by side. */
function leaveOutTimeless(batch: AnyBatch, times: Float64Array, context: StageContext): void {
  const rows = rowsInPlay(batch);
  if (areFinite(times, batch.selected)) return;
  const timed = rowNumbers(batch.capacity);
  let count = 0;
  for (let i = 0; i < batch.selected; i += 1) {
    const row = rows[i];
    if (Number.isFinite(times[i])) timed[count++] = row;
    else context.deadLetter(batch, row, noTime(times[i]));
  }
  batch.narrow(timed, count);
}

function areFinite(times: Float64Array, count: number): boolean {
  // A sum is finite only when all its terms are; one that is too large for a double is looked at again, one by one.
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += times[i];
  return Number.isFinite(sum);
}

import type { AnyBatch } from '../any-record.ts';
import { PipelineError } from '../errors.ts';
import type { StageReport } from '../report.ts';
import { countBatch, StageMetrics } from '../stage-metrics.ts';
import type { Stage, StageContext } from '../types.ts';
import { type Arrival, beforeAll } from './arrival.ts';
import type { ChainNode } from './chain.ts';
import { failureOf } from './failure.ts';
import { dropBatch, setBatchAside } from './give-up.ts';
import { HeldRows } from './held-rows.ts';
import { Histogram } from './histogram.ts';
import { Outbox } from './outbox.ts';
import type { Parcel } from './parcel.ts';
import { rowOf } from './row-of.ts';
import type { Surroundings } from './surroundings.ts';
import { originalRow, originalRows, outcome } from './ticket.ts';

/** What the chain gives a stage node: where its own batches go. */
export interface Emitter {
  /** Counts a batch that a stage made, in a ledger of the stage's own. */
  derive(batch: AnyBatch, from: StageNode, arrival: Arrival): Parcel;
  /** Sends it through the parts behind the stage. */
  sendOn(parcel: Parcel, from: StageNode): void | Promise<void>;
}

/** One stage in a run: calls it, times it, and counts what became of the rows. */
export class StageNode implements ChainNode {
  readonly stage: Stage;
  /** The stage's name in reports: unique in the run. */
  readonly name: string;
  readonly place: string;
  readonly metrics = new StageMetrics();
  readonly #latency = new Histogram();
  readonly #held = new HeldRows();
  readonly #outbox = new Outbox();
  readonly #surroundings: Surroundings;
  readonly #context: StageContext;
  #current: Parcel | undefined;
  #arrival = beforeAll;
  #isFinishing = false;
  #recordsOut = 0;

  constructor(stage: Stage, name: string, place: string, surroundings: Surroundings, emitter: () => Emitter) {
    this.stage = stage;
    this.name = name;
    this.place = place;
    this.#surroundings = surroundings;
    this.#context = {
      signal: surroundings.signal,
      emit: (batch) => this.#emit(batch, emitter()),
      absorb: (batch) => this.#absorb(batch),
      hold: (batch) => this.#hold(batch),
      settle: (rows) => this.#held.settle(rows),
      deadLetter: (batch, row, cause) => this.#deadLetter(batch, row, cause),
    };
  }

  /** How many rows the stage keeps. */
  get held(): number {
    return this.#held.count;
  }

  /** The number of the arrival that brought the oldest row the stage keeps. */
  get oldestHeld(): number | undefined {
    return this.#held.oldestArrival;
  }

  /** Runs the stage over the parcel's batch. True (or a promise of it) when there are rows to send on. */
  process(parcel: Parcel): boolean | Promise<boolean> {
    const rowsIn = parcel.batch.selected;
    // The stage may hand its batch over before it fails: what could be set aside is kept beside it.
    const spare = (this.stage.onError ?? 'fail') === 'fail' ? undefined : parcel.batch.fork();
    parcel.kept = 0;
    this.#current = parcel;
    this.#arrival = parcel.arrival;
    let result: ReturnType<Stage['process']>;
    try {
      result = this.stage.process(parcel.batch, this.#context);
    } catch (cause) {
      return this.#failed(parcel, spare, cause);
    }
    if (isThenable(result) || !this.#outbox.isEmpty) return this.#finishLater(result, parcel, spare, rowsIn);
    spare?.release();
    return this.#settle(result, parcel, rowsIn);
  }

  /** The input has ended: the stage emits what is left, and what it still held counts as taken up. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    await this.#surroundings.waits.call(this.place, 'finish', () => this.stage.finish?.(this.#context));
    await this.#outbox.emptied();
    this.metrics.recordsOut = this.#recordsOut;
    this.#isFinishing = false;
    this.#held.settle(this.#held.count);
  }

  report(): StageReport {
    const { recordsIn, recordsOut, errorCount, busyMs } = this.metrics;
    const { stateMetrics } = this.stage;
    const state = stateMetrics ? { state: { keys: stateMetrics.keys, evicted: stateMetrics.evicted } } : {};
    return {
      name: this.name,
      recordsIn,
      recordsOut,
      errorCount,
      busyMs,
      latency: this.#latency.summary(),
      ...state,
    };
  }

  async #finishLater(
    result: ReturnType<Stage['process']>,
    parcel: Parcel,
    spare: AnyBatch | undefined,
    rowsIn: number,
  ): Promise<boolean> {
    let batch: AnyBatch | undefined;
    try {
      batch = await this.#surroundings.waits.for(this.place, 'process', Promise.resolve(result));
    } catch (cause) {
      return this.#failed(parcel, spare, cause);
    }
    spare?.release();
    await this.#outbox.emptied();
    return this.#settle(batch, parcel, rowsIn);
  }

  #settle(batch: AnyBatch | undefined, parcel: Parcel, rowsIn: number): boolean {
    const now = this.#surroundings.clock.now();
    const took = now - parcel.since;
    const rowsOut = batch === undefined ? 0 : this.#checked(batch).selected;
    if (rowsOut + parcel.kept > rowsIn) throw this.#madeRecords(rowsIn, rowsOut + parcel.kept);
    parcel.account.filtered += rowsIn - parcel.kept - rowsOut;
    this.#recordsOut += rowsOut;
    this.#latency.record(took);
    countBatch(this.metrics, {
      recordsIn: rowsIn,
      recordsOut: this.#recordsOut,
      busyMs: took,
      meanLatencyMs: this.#latency.mean,
    });
    this.#current = undefined;
    if (batch === undefined || rowsOut === 0) {
      parcel.end();
      (batch ?? parcel.batch).release();
      return false;
    }
    parcel.goOn(batch, rowsOut, now);
    return true;
  }

  #emit(batch: AnyBatch, emitter: Emitter): void | Promise<void> {
    if (!this.#current && !this.#isFinishing)
      throw this.#misused('emit', 'while process() or finish() is at work');
    const parcel = emitter.derive(this.#checked(batch), this, this.#arrival);
    this.#recordsOut += batch.selected;
    return this.#outbox.send(() => emitter.sendOn(parcel, this));
  }

  #absorb(batch: AnyBatch): void {
    const parcel = this.#parcelAtHand('absorb');
    const { account, ticket } = parcel;
    parcel.kept += batch.selected;
    account.out += batch.selected;
    ticket?.mark(originalRows(batch), outcome.out);
  }

  #hold(batch: AnyBatch): void {
    const parcel = this.#parcelAtHand('hold');
    parcel.kept += batch.selected;
    this.#held.hold(parcel, batch);
  }

  #deadLetter(batch: AnyBatch, row: number, cause: unknown): void {
    const parcel = this.#parcelAtHand('deadLetter');
    parcel.kept += 1;
    parcel.account.deadLettered += 1;
    parcel.ticket?.mark(Uint32Array.of(originalRow(batch, row)), outcome.deadLettered);
    this.metrics.errorCount += 1;
    const { source, position } = parcel.arrival;
    const letter = { component: this.name, source, raw: rowOf(batch, row), cause, position };
    void this.#outbox.send(() => this.#surroundings.setAside(letter));
  }

  #parcelAtHand(method: string): Parcel {
    if (this.#current) return this.#current;
    throw this.#misused(method, 'the batch that process() was handed, and there is none now');
  }

  #misused(method: string, purpose: string): PipelineError {
    return new PipelineError(
      'component-failed',
      `${this.place}: context.${method}() is for ${purpose}; call it before process() returns.`,
    );
  }

  /** A stage without types may return anything. */
  #checked(batch: AnyBatch): AnyBatch {
    if (typeof batch?.selected === 'number') return batch;
    throw new PipelineError(
      'component-failed',
      `${this.place} handed on ${kindOf(batch)} where a record batch belongs: process() returns one, ` +
        'undefined when every row was filtered, or a promise of either; context.emit() takes one.',
    );
  }

  #madeRecords(rowsIn: number, rowsOut: number): PipelineError {
    return new PipelineError(
      'component-failed',
      `${this.place} returned ${rowsOut} records for the ${rowsIn} it was handed; ` +
        'a stage that makes records sends them with context.emit(), and says what became of those it took with context.absorb().',
    );
  }

  /** The stage failed on a batch: what that means is the stage's own policy. False: there is nothing to send on. */
  #failed(parcel: Parcel, spare: AnyBatch | undefined, cause: unknown): boolean | Promise<boolean> {
    const failure = failureOf(this.place, 'process', cause);
    const policy = this.stage.onError ?? 'fail';
    this.#outbox.abandon(this.#surroundings.alsoFailed);
    if (failure === cause) throw failure;
    this.metrics.errorCount += 1;
    this.#current = undefined;
    if (policy === 'fail' || parcel.kept > 0) throw failure;
    parcel.batch.release();
    if (policy === 'skip') {
      dropBatch(parcel, spare ?? parcel.batch);
      return false;
    }
    const { setAside } = this.#surroundings;
    return setBatchAside(parcel, spare ?? parcel.batch, this.name, cause, setAside).then(() => false);
  }
}

function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof (value as PromiseLike<Value> | null | undefined)?.then === 'function';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

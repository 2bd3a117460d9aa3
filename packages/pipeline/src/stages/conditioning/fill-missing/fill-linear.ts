import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { NumberColumn } from '../../../internal/added-field.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../../internal/key-slots.ts';
import { requireTime } from '../../../internal/require-time.ts';
import { RowStore, type RowStoreState } from '../../../internal/row-store.ts';
import { numbersFrom, rowsInPlay } from '../../../internal/rows-in-play.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { OutputType } from '../../../output-type.ts';
import type { Reads, Stage, StageContext, StateMetrics } from '../../../types.ts';
import type { FillPlan } from './fill-plan.ts';
import { FillTarget } from './fill-target.ts';
import { LinearKernel, type LinearKernelState } from './linear-kernel.ts';

/** What a {@link FillLinear} is told beyond what all are. */
export interface FillLinearPlan extends FillPlan {
  readonly timestamp: string;
  readonly maxRecords: number;
}

interface FillLinearState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly kernel: LinearKernelState;
  readonly waiting: RowStoreState;
}

/**
 * Writes, where there is no number, what lies on the straight line between the two around it. A record whose second
 * number has not come yet waits, and those behind it wait with it: the order stays as it is.
 */
export class FillLinear<Needs extends Reads, Output extends OutputType> implements Stage<Needs, Output> {
  readonly name: string;
  readonly reads: Needs;
  declare readonly outputType?: Output;
  readonly #plan: FillLinearPlan;
  readonly #target: FillTarget;
  readonly #keys: KeySlots;
  readonly #kernel: LinearKernel;
  /** The records that wait; the first `#sent` of them have been sent on already. */
  readonly #waiting = new RowStore();
  #sent = 0;
  /** The number of the first of them, counted from the first record there ever was. */
  #firstWaiting = 0;
  /** How many of those still to be sent came with a snapshot: this run's engine was never told that they are held. */
  #restored = 0;

  constructor(plan: FillLinearPlan) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#target = new FillTarget(plan.field, plan.into);
    this.#keys = new KeySlots(plan);
    this.#kernel = new LinearKernel(plan.maxGapMs, plan.maxRecords);
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): FillLinear<Needs, Output> {
    return new FillLinear(this.#plan);
  }

  output(input: AnyRecordType): AnyRecordType {
    requireTime(input, this.#plan.timestamp);
    return this.#target.typeOf(input);
  }

  process(batch: AnyBatch, context: StageContext): AnyBatch | Promise<AnyBatch> {
    const result = this.#target.addTo(batch);
    const first = this.#kernel.records;
    this.#fill(result);
    const oldest = this.#kernel.oldestWaiting;
    const sent = this.#send(Math.min(oldest, first), context);
    const left = this.#holdFrom(Math.max(0, oldest - first), result, context);
    return sent === undefined ? left : sent.then(() => left);
  }

  finish(context: StageContext): void | Promise<void> {
    this.#kernel.finish();
    return this.#send(this.#kernel.records, context);
  }

  snapshot(): FillLinearState {
    this.#forgetSent();
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      kernel: this.#kernel.snapshot(this.#keys.size),
      waiting: this.#waiting.snapshot(),
    };
  }

  restore({ of, keys, kernel, waiting }: FillLinearState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#kernel.restore(kernel);
    this.#waiting.restore(waiting);
    this.#restored = this.#waiting.size;
    this.#firstWaiting = kernel.records - this.#restored;
  }

  get #madeOf(): StateOf {
    const { field, by, timestamp } = this.#plan;
    return { method: 'linear', field, by, timestamp };
  }

  #fill(batch: AnyBatch): void {
    const gappy = this.#target.openAsRead(batch);
    this.#kernel.run({
      ...gappy,
      slots: this.#keys.resolve(batch, gappy.rows, gappy.count),
      slotCount: this.#keys.size,
      times: valuesOf<Float64Array>(batch, this.#plan.timestamp).values,
      waiting: this.#waiting.batch?.writable(this.#target.name) as NumberColumn | undefined,
      firstWaiting: this.#firstWaiting,
    });
  }

  /** Sends on the waiting records before number `end`. */
  #send(end: number, context: StageContext): void | Promise<void> {
    const due = Math.min(end - this.#firstWaiting, this.#waiting.size) - this.#sent;
    if (due <= 0) return;
    const batch = this.#waiting.take(numbersFrom(this.#sent, this.#sent + due));
    this.#sent += due;
    // Moving the rest together costs as much as there is of it.
    if (this.#sent * 2 >= this.#waiting.size) this.#forgetSent();
    const restored = Math.min(due, this.#restored);
    this.#restored -= restored;
    context.settle(due - restored);
    return context.emit(batch);
  }

  /** Keeps the rows of a batch from the `start`-th in play on; returns what is before them. */
  #holdFrom(start: number, batch: AnyBatch, context: StageContext): AnyBatch {
    if (start >= batch.selected) return batch;
    const waiting = batch.fork();
    const { selected } = batch;
    const rows = rowsInPlay(batch);
    waiting.narrow(rows.subarray(start, selected), selected - start);
    context.hold(waiting);
    if (this.#waiting.size === 0) this.#firstWaiting = this.#kernel.records - waiting.selected;
    this.#waiting.append(waiting);
    waiting.release();
    return batch.narrow(rows, start);
  }

  #forgetSent(): void {
    this.#waiting.keep(numbersFrom(this.#sent, this.#waiting.size));
    this.#firstWaiting += this.#sent;
    this.#sent = 0;
  }
}

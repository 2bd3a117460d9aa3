import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { type CodedSlots, KeySlots, type KeySlotsState, valuesOf } from '../../internal/key-slots.ts';
import { requireTime } from '../../internal/require-time.ts';
import { rowNumbers, rowsInPlay } from '../../internal/rows-in-play.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { Reads, Stage, StateMetrics } from '../../types.ts';

/** The rows of a batch, each with the slot of its key. */
export interface KeyedRows {
  /** The first `count` are the rows in play. */
  readonly rows: RowNumbers;
  readonly count: number;
  /** The slot of each of them; `~slot` where its state has to start anew. Empty where there is `coded`. */
  readonly slots: Int32Array;
  /** In place of `slots`, where it can be had: then the rows in play are all rows. */
  readonly coded: CodedSlots | undefined;
  /** Slots are below this number. */
  readonly slotCount: number;
  /** By row; empty when the stage has no time field. */
  readonly times: Float64Array;
}

/** Tells which rows stay, from what it remembers of their keys. */
export interface FilterKernel {
  /** Writes the rows that stay to `kept`, and returns how many they are. */
  keep(rows: KeyedRows, kept: RowNumbers): number;
  /** The state of slots 0 to `slotCount` − 1. */
  snapshot(slotCount: number): unknown;
  restore(state: never): void;
}

/** What a {@link KeyedFilter} does. */
export interface KeyedFilterPlan extends KeyLimits {
  readonly name: string;
  readonly reads: Reads;
  readonly by?: string | undefined;
  readonly timestamp?: string | undefined;
  /** The options that its state has a meaning under. */
  readonly madeOf: StateOf;
  readonly makeKernel: () => FilterKernel;
}

interface KeyedFilterState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly kernel: unknown;
}

const noTimes = new Float64Array(0);
const noSlots = new Int32Array(0);

/** A stage that keeps a record or not by what went before it of the same key. */
export class KeyedFilter<Needs extends Reads> implements Stage<Needs> {
  readonly name: string;
  readonly reads: Needs;
  readonly #plan: KeyedFilterPlan;
  readonly #keys: KeySlots;
  readonly #kernel: FilterKernel;
  #kept: RowNumbers = new Uint16Array(0);

  constructor(plan: KeyedFilterPlan) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#keys = new KeySlots(plan);
    this.#kernel = plan.makeKernel();
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): KeyedFilter<Needs> {
    return new KeyedFilter(this.#plan);
  }

  output(input: AnyRecordType): AnyRecordType {
    if (this.#plan.timestamp !== undefined) requireTime(input, this.#plan.timestamp);
    return input;
  }

  process(batch: AnyBatch): AnyBatch {
    const { timestamp } = this.#plan;
    const count = batch.selected;
    if (this.#kept.length < count) this.#kept = rowNumbers(batch.capacity);
    const rows = rowsInPlay(batch);
    const coded = this.#keys.resolveAll(batch, count);
    const slots = coded ? noSlots : this.#keys.resolve(batch, rows, count);
    const times = timestamp === undefined ? noTimes : valuesOf<Float64Array>(batch, timestamp).values;
    const slotCount = this.#keys.size;
    const kept = this.#kernel.keep({ rows, count, slots, coded, slotCount, times }, this.#kept);
    return batch.narrow(this.#kept, kept);
  }

  snapshot(): KeyedFilterState {
    const kernel = this.#kernel.snapshot(this.#keys.size);
    return { of: this.#plan.madeOf, keys: this.#keys.snapshot(), kernel };
  }

  restore({ of, keys, kernel }: KeyedFilterState): void {
    checkState(this.name, this.#plan.madeOf, of);
    this.#keys.restore(keys);
    this.#kernel.restore(kernel as never);
  }
}

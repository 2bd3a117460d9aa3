import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../any-record.ts';
import { KeySlots, type KeySlotsState, valuesOf } from '../../internal/key-slots.ts';
import { NumberReader } from '../../internal/number-reader.ts';
import { requireTime } from '../../internal/require-time.ts';
import { rowNumbers } from '../../internal/rows-in-play.ts';
import type { KeyLimits } from '../../internal/slot-pool.ts';
import { checkState, type StateOf } from '../../internal/stage-state.ts';
import type { OutputType } from '../../output-type.ts';
import type { Reads, Stage, StateMetrics } from '../../types.ts';
import { NumberTarget } from './number-target.ts';
import type { Lane } from './rolling/moving-statistic.ts';

/** Computes a number for each number, from what it remembers of the key. */
export interface NumberKernel {
  /**
   * Takes the numbers in, in order, and writes for each of their rows a result; of rows without one, it writes the numbers
   * to `nulls`, and returns how many these are. (A loop that calls nobody keeps its arrays in registers.)
   */
  run(lane: Lane, results: Float64Array, nulls: RowNumbers): number;
  /** The state of slots 0 to `slotCount` − 1. */
  snapshot(slotCount: number): unknown;
  restore(state: never): void;
}

/** What a {@link NumberStage} does. */
export interface NumberPlan extends KeyLimits {
  readonly name: string;
  readonly reads: Reads;
  readonly field: string;
  /** In place without it. */
  readonly into?: string | undefined;
  readonly by?: string | undefined;
  readonly timestamp?: string | undefined;
  /** Whether the kernel goes by the time of each record. */
  readonly isTimed: boolean;
  /** The options that its state has a meaning under. */
  readonly madeOf: StateOf;
  readonly makeKernel: () => NumberKernel;
}

interface NumberStageState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly kernel: unknown;
}

/** A stage that writes a number for each number of a field, from what went before it of the same key. */
export class NumberStage<Needs extends Reads, Output extends OutputType> implements Stage<Needs, Output> {
  readonly name: string;
  readonly reads: Needs;
  declare readonly outputType?: Output;
  readonly #plan: NumberPlan;
  readonly #target: NumberTarget;
  readonly #numbers: NumberReader;
  readonly #keys: KeySlots;
  readonly #kernel: NumberKernel;
  #nulls: RowNumbers = new Uint16Array(0);

  constructor(plan: NumberPlan) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#target = new NumberTarget(plan.field, plan.into, true);
    this.#numbers = new NumberReader(plan.field);
    this.#keys = new KeySlots(plan);
    this.#kernel = plan.makeKernel();
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): NumberStage<Needs, Output> {
    return new NumberStage(this.#plan);
  }

  output(input: AnyRecordType): AnyRecordType {
    const { timestamp } = this.#plan;
    if (timestamp !== undefined) requireTime(input, timestamp);
    return this.#target.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const { timestamp, isTimed } = this.#plan;
    const result = this.#target.addTo(batch);
    const numbers = this.#numbers.read(result);
    const out = this.#target.open(result, numbers.validity);
    const slots = this.#keys.resolve(result, numbers.rows, numbers.count);
    const times =
      isTimed && timestamp !== undefined ? valuesOf<Float64Array>(result, timestamp).values : undefined;
    if (this.#nulls.length < numbers.count) this.#nulls = rowNumbers(result.capacity);
    const lane = { ...numbers, slots, slotCount: this.#keys.size, times };
    const nulls = this.#kernel.run(lane, out.values, this.#nulls);
    for (let i = 0; i < nulls; i += 1) out.setNull(this.#nulls[i]);
    return result;
  }

  snapshot(): NumberStageState {
    const kernel = this.#kernel.snapshot(this.#keys.size);
    return { of: this.#plan.madeOf, keys: this.#keys.snapshot(), kernel };
  }

  restore({ of, keys, kernel }: NumberStageState): void {
    checkState(this.name, this.#plan.madeOf, of);
    this.#keys.restore(keys);
    this.#kernel.restore(kernel as never);
  }
}

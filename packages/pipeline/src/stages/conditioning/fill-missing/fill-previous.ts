import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { isMissing, KeySlots, type KeySlotsState, valuesOf } from '../../../internal/key-slots.ts';
import { requireTime } from '../../../internal/require-time.ts';
import { rowNumbers } from '../../../internal/rows-in-play.ts';
import { SlotArray } from '../../../internal/slot-array.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { OutputType } from '../../../output-type.ts';
import type { Reads, Stage, StateMetrics } from '../../../types.ts';
import type { FillPlan } from './fill-plan.ts';
import { FillTarget, type GappyRows } from './fill-target.ts';

interface FillPreviousState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
  readonly known: Int32Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
}

/** Writes the last number of the key where there is none. */
export class FillPrevious<Needs extends Reads, Output extends OutputType> implements Stage<Needs, Output> {
  readonly name: string;
  readonly reads: Needs;
  declare readonly outputType?: Output;
  readonly #plan: FillPlan;
  readonly #target: FillTarget;
  readonly #keys: KeySlots;
  /** By slot: 1 when there has been a number. */
  readonly #known = new SlotArray(Int32Array);
  readonly #values = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);
  /** Room for the rows of a batch that have been filled. */
  #filled: RowNumbers = new Uint16Array(0);

  constructor(plan: FillPlan) {
    this.name = plan.name;
    this.reads = plan.reads as Needs;
    this.#plan = plan;
    this.#target = new FillTarget(plan.field, plan.into);
    this.#keys = new KeySlots(plan);
  }

  get stateMetrics(): StateMetrics {
    return this.#keys.metrics;
  }

  create(): FillPrevious<Needs, Output> {
    return new FillPrevious(this.#plan);
  }

  output(input: AnyRecordType): AnyRecordType {
    const { timestamp } = this.#plan;
    if (timestamp !== undefined) requireTime(input, timestamp);
    return this.#target.typeOf(input);
  }

  process(batch: AnyBatch): AnyBatch {
    const { timestamp, maxGapMs } = this.#plan;
    const result = this.#target.addTo(batch);
    const gappy = this.#target.open(result);
    const slots = this.#keys.resolve(result, gappy.rows, gappy.count);
    const isLimited = maxGapMs < Number.POSITIVE_INFINITY && timestamp !== undefined;
    const times = isLimited ? valuesOf<Float64Array>(result, timestamp).values : undefined;
    if (this.#filled.length < gappy.count) this.#filled = rowNumbers(result.capacity);
    const filled = this.#fill(gappy, slots, times);
    for (let i = 0; i < filled; i += 1) gappy.out.setValid(this.#filled[i]);
    return result;
  }

  snapshot(): FillPreviousState {
    const { size } = this.#keys;
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      known: this.#known.snapshot(size),
      values: this.#values.snapshot(size),
      times: this.#times.snapshot(size),
    };
  }

  restore({ of, keys, known, values, times }: FillPreviousState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#known.restore(known);
    this.#values.restore(values);
    this.#times.restore(times);
  }

  get #madeOf(): StateOf {
    const { field, by } = this.#plan;
    return { method: 'previous', field, by };
  }

  #fill(
    { rows, count, out, validity }: GappyRows,
    slots: Int32Array,
    times: Float64Array | undefined,
  ): number {
    const { maxGapMs } = this.#plan;
    const known = this.#known.reserve(this.#keys.size);
    const lastValues = this.#values.reserve(this.#keys.size);
    const lastTimes = this.#times.reserve(this.#keys.size);
    const target = out.values;
    const filled = this.#filled;
    let found = 0;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const time = times === undefined ? 0 : times[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        known[slot] = 0;
      }
      if (validity === undefined || !isMissing(validity, row)) {
        known[slot] = 1;
        lastValues[slot] = target[row];
        lastTimes[slot] = time;
      } else if (known[slot] === 1 && time - lastTimes[slot] <= maxGapMs) {
        target[row] = lastValues[slot];
        filled[found] = row;
        found += 1;
      }
    }
    return found;
  }
}

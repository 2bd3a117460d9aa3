import type { RowNumbers } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import { type CodedSlots, KeySlots, type KeySlotsState, valuesOf } from '../../../internal/key-slots.ts';
import { requireTime } from '../../../internal/require-time.ts';
import { rowNumbers } from '../../../internal/rows-in-play.ts';
import { SlotArray } from '../../../internal/slot-array.ts';
import { checkState, type StateOf } from '../../../internal/stage-state.ts';
import type { OutputType } from '../../../output-type.ts';
import type { Reads, Stage, StateMetrics } from '../../../types.ts';
import type { FillPlan } from './fill-plan.ts';
import { FillTarget } from './fill-target.ts';

interface FillPreviousState {
  readonly of: StateOf;
  readonly keys: KeySlotsState;
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
  /** By slot: the last number, and its time; NaN for the time while there is none. */
  readonly #values = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);
  /** Room for the rows of a batch that stay null. */
  #nulls: RowNumbers = new Uint16Array(0);

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
    const { rows, count, values, validity, out } = this.#target.open(result);
    const isLimited = maxGapMs < Number.POSITIVE_INFINITY && timestamp !== undefined;
    const coded = isLimited ? undefined : this.#keys.resolveAll(result, count);
    const slots = coded ? noSlots : this.#keys.resolve(result, rows, count);
    if (this.#nulls.length < count) this.#nulls = rowNumbers(result.capacity);
    const nulls = fillWithPrevious(
      values,
      validity,
      out.values,
      rows,
      slots,
      coded,
      isLimited ? valuesOf<Float64Array>(result, timestamp).values : undefined,
      this.#values.reserve(this.#keys.size),
      this.#times.reserve(this.#keys.size),
      maxGapMs,
      count,
      this.#keys.size,
      this.#nulls,
    );
    for (let i = 0; i < nulls; i += 1) out.setNull(this.#nulls[i]);
    return result;
  }

  snapshot(): FillPreviousState {
    const { size } = this.#keys;
    return {
      of: this.#madeOf,
      keys: this.#keys.snapshot(),
      values: this.#values.snapshot(size),
      times: this.#times.snapshot(size),
    };
  }

  restore({ of, keys, values, times }: FillPreviousState): void {
    checkState(this.name, this.#madeOf, of);
    this.#keys.restore(keys);
    this.#values.restore(values);
    this.#times.restore(times);
  }

  get #madeOf(): StateOf {
    const { field, by } = this.#plan;
    return { method: 'previous', field, by };
  }
}

const noSlots = new Int32Array(0);

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

/** Writes the values and what stands in for those that are missing, or a row to `nulls`; returns how many these are. */
function fillWithPrevious(
  values: Float64Array,
  validity: Uint8Array,
  into: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  coded: CodedSlots | undefined,
  times: Float64Array | undefined,
  lastValues: Float64Array,
  lastTimes: Float64Array,
  maxGapMs: number,
  count: number,
  keys: number,
  nulls: RowNumbers,
): number {
  // With more keys than rows, to ask each key costs more than it saves.
  if (coded && keys <= count && haveNumbers(lastTimes, keys)) {
    fillAll(values, validity, into, coded, lastValues, count);
    return 0;
  }
  let left = 0;
  for (let i = 0; i < count; i += 1) {
    i = coded
      ? fillAllKnown(values, validity, into, coded, lastValues, lastTimes, i, count)
      : fillKnown(values, validity, into, rows, slots, times, lastValues, lastTimes, maxGapMs, i, count);
    if (i === count) break;
    const row = rows[i];
    const found = coded ? coded.slots[coded.codes[row] + 1] : slots[i];
    const slot = found < 0 ? ~found : found;
    if (found < 0) lastTimes[slot] = Number.NaN;
    const time = times === undefined ? 0 : times[row];
    if ((validity[row >> 3] >> (row & 7)) & 1) {
      lastValues[slot] = values[row];
      lastTimes[slot] = time;
      into[row] = values[row];
    } else if (time - lastTimes[slot] <= maxGapMs) into[row] = lastValues[slot];
    else nulls[left++] = row;
  }
  return left;
}

/**
 * {@link fillWithPrevious} from the `start`-th row on, up to the first that begins a key or stays null; returns which that is.
 * Most rows do neither, and a loop without calls keeps its arrays in registers.
 */
function fillKnown(
  values: Float64Array,
  validity: Uint8Array,
  into: Float64Array,
  rows: RowNumbers,
  slots: Int32Array,
  times: Float64Array | undefined,
  lastValues: Float64Array,
  lastTimes: Float64Array,
  maxGapMs: number,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = slots[i];
    if (slot < 0) break;
    const row = rows[i];
    const time = times === undefined ? 0 : times[row];
    if ((validity[row >> 3] >> (row & 7)) & 1) {
      const value = values[row];
      lastValues[slot] = value;
      lastTimes[slot] = time;
      into[row] = value;
    } else if (time - lastTimes[slot] <= maxGapMs) into[row] = lastValues[slot];
    else break;
  }
  return i;
}

/** {@link fillKnown} of every row, whatever its time, without a list of slots: with half as many arrays, in half the time. */
function fillAllKnown(
  values: Float64Array,
  validity: Uint8Array,
  into: Float64Array,
  { codes, slots }: CodedSlots,
  lastValues: Float64Array,
  lastTimes: Float64Array,
  start: number,
  count: number,
): number {
  let row = start;
  for (; row < count; row += 1) {
    const slot = slots[codes[row] + 1];
    if (lastTimes[slot] !== 0) break;
    const value = (validity[row >> 3] >> (row & 7)) & 1 ? values[row] : lastValues[slot];
    lastValues[slot] = value;
    into[row] = value;
  }
  return row;
}

/** Whether each key has a number. */
function haveNumbers(lastTimes: Float64Array, keys: number): boolean {
  for (let slot = 0; slot < keys; slot += 1) if (lastTimes[slot] !== 0) return false;
  return true;
}

/** {@link fillAllKnown} where each key has a number. */
function fillAll(
  values: Float64Array,
  validity: Uint8Array,
  into: Float64Array,
  { codes, slots }: CodedSlots,
  lastValues: Float64Array,
  count: number,
): void {
  for (let row = 0; row < count; row += 1) {
    const slot = slots[codes[row] + 1];
    if ((validity[row >> 3] >> (row & 7)) & 1) {
      const value = values[row];
      lastValues[slot] = value;
      into[row] = value;
    } else into[row] = lastValues[slot];
  }
}

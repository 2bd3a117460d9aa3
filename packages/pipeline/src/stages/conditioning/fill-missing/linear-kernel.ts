import type { NumberColumn } from '../../../internal/added-field.ts';
import { isMissing } from '../../../internal/key-slots.ts';
import { SlotArray } from '../../../internal/slot-array.ts';
import type { GappyRows } from './fill-target.ts';
import { OpenGaps, type OpenGapsState } from './open-gaps.ts';

/** The records of a batch, and where those that still wait have their column. */
export interface LinearRows extends GappyRows {
  /** For each of the rows; `~slot` where the key starts anew. */
  readonly slots: Int32Array;
  /** Slots are below this number. */
  readonly slotCount: number;
  /** By row. */
  readonly times: Float64Array;
  /** The column of the records that wait, and the number of the first of them. */
  readonly waiting: NumberColumn | undefined;
  readonly firstWaiting: number;
}

export interface LinearKernelState {
  readonly known: Int32Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
  readonly times: Float64Array<ArrayBuffer>;
  readonly clock: number;
  readonly records: number;
  readonly gaps: OpenGapsState;
}

/** Writes, where there is no number, what lies on the straight line between the two around it. */
export class LinearKernel {
  readonly #maxGapMs: number;
  readonly #maxRecords: number;
  readonly #gaps = new OpenGaps();
  /** By slot: 1 when there has been a number. */
  readonly #known = new SlotArray(Int32Array);
  readonly #values = new SlotArray(Float64Array);
  readonly #times = new SlotArray(Float64Array);
  #clock = Number.NEGATIVE_INFINITY;
  /** Records so far: the number of the next one. */
  #records = 0;

  constructor(maxGapMs: number, maxRecords: number) {
    this.#maxGapMs = maxGapMs;
    this.#maxRecords = maxRecords;
  }

  get records(): number {
    return this.#records;
  }

  /** The number of the oldest record that waits for a value, or of the next one there will be. */
  get oldestWaiting(): number {
    return Math.min(this.#gaps.oldest, this.#records);
  }

  /** Takes the records in, in order, and fills the gaps that they close. */
  run(batch: LinearRows): void {
    const { rows, count, slots, slotCount, times, validity, out } = batch;
    const gaps = this.#gaps;
    gaps.reserve(slotCount);
    const known = this.#known.reserve(slotCount);
    const lastValues = this.#values.reserve(slotCount);
    const lastTimes = this.#times.reserve(slotCount);
    const values = out.values;
    const first = this.#records;
    const maxRecords = this.#maxRecords;
    let clock = this.#clock;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      const time = times[row];
      let slot = slots[i];
      if (slot < 0) {
        slot = ~slot;
        known[slot] = 0;
        while (gaps.has(slot)) gaps.close(slot);
      }
      if (time > clock) {
        clock = time;
        this.#clock = time;
      }
      if (gaps.oldest < first + i) gaps.giveUp(first + i - maxRecords, clock);
      const sinceLast = time - lastTimes[slot];
      if (isMissing(validity, row)) {
        const isWaiting = known[slot] === 1 && sinceLast >= 0 && sinceLast <= this.#maxGapMs;
        if (isWaiting) gaps.add(first + i, time, lastTimes[slot] + this.#maxGapMs, slot);
      } else {
        const value = values[row];
        if (gaps.has(slot)) this.#close(slot, time, value, batch);
        known[slot] = 1;
        lastValues[slot] = value;
        lastTimes[slot] = time;
      }
    }
    this.#records = first + count;
    gaps.giveUp(this.#records - maxRecords, clock);
  }

  /** There is nothing to wait for any more. */
  finish(): void {
    this.#gaps.giveUp(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  snapshot(slotCount: number): LinearKernelState {
    return {
      known: this.#known.snapshot(slotCount),
      values: this.#values.snapshot(slotCount),
      times: this.#times.snapshot(slotCount),
      clock: this.#clock,
      records: this.#records,
      gaps: this.#gaps.snapshot(),
    };
  }

  restore({ known, values, times, clock, records, gaps }: LinearKernelState): void {
    this.#known.restore(known);
    this.#values.restore(values);
    this.#times.restore(times);
    this.#clock = clock;
    this.#records = records;
    this.#gaps.restore(gaps);
  }

  /** Closes all gaps of a key: fills those whose time lies between the number before them and this one. */
  #close(slot: number, time: number, value: number, { rows, out, waiting, firstWaiting }: LinearRows): void {
    const gaps = this.#gaps;
    const startTime = this.#times.values[slot];
    const startValue = this.#values.values[slot];
    const length = time - startTime;
    // A gap that is too long by now is given up, though it may be the turn of others first.
    const isTooLong = this.#clock > startTime + this.#maxGapMs;
    const first = this.#records;
    while (gaps.has(slot)) {
      const place = gaps.close(slot);
      const at = gaps.time(place);
      if (isTooLong || length <= 0 || at > time) continue;
      const filled = startValue + (value - startValue) * ((at - startTime) / length);
      const record = gaps.record(place);
      const column = record < first ? waiting : out;
      const row = record < first ? record - firstWaiting : rows[record - first];
      if (column === undefined) continue;
      column.values[row] = filled;
      column.setValid(row);
    }
  }
}

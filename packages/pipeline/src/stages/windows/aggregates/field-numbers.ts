import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import { isMissing } from '../../../internal/key-slots.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';
import { InPlay } from '../in-play.ts';
import type { AccumulatorLane } from './accumulator.ts';
import type { ValueCounter } from './value-counter.ts';

/** The numbers of a field, batch after batch, each with the time and the pane of its record. */
export class FieldNumbers {
  readonly #reader: NumberReader;
  readonly #counter: ValueCounter;
  readonly #inPlay = new InPlay();
  #values: Float64Array = new Float64Array(0);
  /** Which of the records each number is of, and how many numbers there are; only where some records have none. */
  #places: Int32Array | undefined;
  #count = 0;
  /** How many of them have been taken. */
  #taken = 0;
  #room = { values: new Float64Array(0), places: new Int32Array(0) };
  #lane = { times: new Float64Array(0), panes: new Int32Array(0) };

  /** @param counter - Told of the records that have no number. */
  constructor(field: string, counter: ValueCounter) {
    this.#reader = new NumberReader(field);
    this.#counter = counter;
  }

  open(batch: AnyBatch): void {
    const { values, validity } = this.#reader.readAll(batch);
    this.#places = undefined;
    if (validity === undefined) this.#values = this.#inPlay.of(values, batch);
    else this.#openPresent(batch, values, validity);
  }

  /** The numbers of the records from the `from`-th to before the `to`-th; those before have been taken. */
  take(times: Float64Array, panes: Int32Array, from: number, to: number): AccumulatorLane {
    const values = this.#values;
    const places = this.#places;
    if (places === undefined) return { values, times, panes, from, to };
    this.#counter.addMissing(places, this.#taken, this.#count, panes, from, to);
    const first = this.#taken;
    const last = gatherUpTo(to, places, times, panes, this.#lane, first, this.#count);
    this.#taken = last;
    return { values, ...this.#lane, from: first, to: last };
  }

  #openPresent(batch: AnyBatch, values: Float64Array, validity: Uint8Array): void {
    const { selected, capacity } = batch;
    if (this.#room.values.length < selected) {
      this.#room = { values: new Float64Array(capacity), places: new Int32Array(capacity) };
      this.#lane = { times: new Float64Array(capacity), panes: new Int32Array(capacity) };
    }
    const { values: present, places } = this.#room;
    this.#values = present;
    this.#places = places;
    this.#count = gatherPresent(values, validity, rowsInPlay(batch), selected, present, places);
    this.#taken = 0;
  }
}

function gatherPresent(
  values: Float64Array,
  validity: Uint8Array,
  rows: RowNumbers,
  count: number,
  present: Float64Array,
  places: Int32Array,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    if (isMissing(validity, row)) continue;
    present[found] = values[row];
    places[found] = i;
    found += 1;
  }
  return found;
}

/** Copies times and panes of the places from the `from`-th on that are before `end`; returns how many places are. */
function gatherUpTo(
  end: number,
  places: Int32Array,
  times: Float64Array,
  panes: Int32Array,
  into: { readonly times: Float64Array; readonly panes: Int32Array },
  from: number,
  count: number,
): number {
  let i = from;
  for (; i < count && places[i] < end; i += 1) {
    into.times[i] = times[places[i]];
    into.panes[i] = panes[places[i]];
  }
  return i;
}

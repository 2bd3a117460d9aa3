import type { Dictionary, RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import { isMissing, valuesOf } from '../../../internal/key-slots.ts';
import type { Codes } from '../../../internal/look-up-slots.ts';
import { rowsInPlay } from '../../../internal/rows-in-play.ts';

/** Where the values of a batch's rows are. */
export interface PlacedRows {
  /** By row; of rows that are not in play, and of missing ones, 0. */
  readonly rows: Uint32Array;
  /** Rows in play that have no place, ascending. */
  readonly missing: readonly number[];
  /** Whether any row has the place that stands for nothing. */
  readonly hasNothing: boolean;
}

/** Where the values of keys are. */
export interface KeyPlaces {
  /** The place of a key, made for it if need be; undefined when nothing is known of it. */
  placeOf(key: string): number | undefined;
  /** Moves the codes to the front whose places still hold what is known of their texts; returns how many there are. */
  keep(codes: number[], texts: readonly string[], places: Int32Array): number;
}

/**
 * Finds the place of each row by the code of its key, asking for each key once a batch: those known from the batch before
 * all at once, the others when they come.
 */
export class PlacesByCode {
  readonly #by: string;
  /** The place of rows that nothing is known of; -1 where they have none. */
  readonly #nothing: number;
  /** By code; -1 where no place is known. */
  #places = new Int32Array(0);
  /** The codes that have a place. */
  readonly #known: number[] = [];
  #rows = new Uint32Array(0);

  constructor(by: string, nothing: number) {
    this.#by = by;
    this.#nothing = nothing;
  }

  /** Good until the next call. */
  place(batch: AnyBatch, keyPlaces: KeyPlaces): PlacedRows {
    const { values: codes, validity } = valuesOf<Codes>(batch, this.#by);
    const dictionary = batch.dictionary(this.#by);
    this.#makeRoom(batch, dictionary);
    this.#keepKnown(dictionary, keyPlaces, batch.selected);
    const isEachKnown = this.#known.length === dictionary.size;
    if (!isEachKnown || validity || batch.selection)
      return this.#placeEach(batch, codes, validity, keyPlaces);
    placeAll(codes, this.#places, this.#rows, batch.length);
    return { rows: this.#rows, missing: [], hasNothing: false };
  }

  #placeEach(
    batch: AnyBatch,
    codes: Codes,
    validity: Uint8Array | undefined,
    keyPlaces: KeyPlaces,
  ): PlacedRows {
    const dictionary = batch.dictionary(this.#by);
    const rows = rowsInPlay(batch);
    const { selected } = batch;
    const missing: number[] = [];
    let hasNothing = false;
    if (batch.selection) this.#rows.fill(0);
    for (let i = 0; i < selected; i += 1) {
      i = placeKnown(codes, validity, rows, this.#places, this.#rows, i, selected);
      if (i === selected) break;
      const row = rows[i];
      const isNull = validity !== undefined && isMissing(validity, row);
      const place = isNull ? this.#nothing : this.#ask(dictionary, codes[row], keyPlaces);
      hasNothing ||= place === this.#nothing;
      if (place < 0) missing.push(row);
      this.#rows[row] = Math.max(place, 0);
    }
    return { rows: this.#rows, missing, hasNothing };
  }

  /** The place of a code that has none yet; it is not asked for again unless there is none. */
  #ask(dictionary: Dictionary, code: number, keyPlaces: KeyPlaces): number {
    const place = keyPlaces.placeOf(dictionary.decode(code)) ?? this.#nothing;
    this.#places[code] = place;
    if (place >= 0) this.#known.push(code);
    return place;
  }

  /** Keeps the places that are still right, whatever the dictionary, unless there are more of them than rows. */
  #keepKnown({ texts }: Dictionary, keyPlaces: KeyPlaces, rows: number): void {
    const known = this.#known;
    const kept = known.length > rows ? 0 : keyPlaces.keep(known, texts, this.#places);
    for (let i = kept; i < known.length; i += 1) this.#places[known[i]] = -1;
    known.length = kept;
  }

  #makeRoom(batch: AnyBatch, { size }: Dictionary): void {
    if (this.#rows.length < batch.length) this.#rows = new Uint32Array(batch.capacity);
    if (this.#places.length >= size) return;
    const places = new Int32Array(size * 2).fill(-1);
    places.set(this.#places);
    this.#places = places;
  }
}

/** The texts of the rows in play. */
export function keysOf(batch: AnyBatch, by: string): ReadonlySet<string> {
  const { values: codes, validity } = valuesOf<Codes>(batch, by);
  const rows = rowsInPlay(batch);
  const found = new Set<number>();
  for (let i = 0; i < batch.selected; i += 1) {
    if (validity === undefined || !isMissing(validity, rows[i])) found.add(codes[rows[i]]);
  }
  const dictionary = batch.dictionary(by);
  return new Set(Array.from(found, (code) => dictionary.decode(code)));
}

/** The text of a row. */
export function textOf(batch: AnyBatch, by: string, row: number): string {
  return batch.dictionary(by).decode(valuesOf<Codes>(batch, by).values[row]);
}

/**
 * Places the rows from the `start`-th on, up to the first that has no key, or one without a place; returns which that is.
 *
 * A function of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
 */
function placeKnown(
  codes: Codes,
  validity: Uint8Array | undefined,
  rows: RowNumbers,
  places: Int32Array,
  placed: Uint32Array,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const row = rows[i];
    if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) break;
    const place = places[codes[row]];
    if (place < 0) break;
    placed[row] = place;
  }
  return i;
}

/** Places every row, where the key of each has a place. */
function placeAll(codes: Codes, places: Int32Array, placed: Uint32Array, count: number): void {
  for (let row = 0; row < count; row += 1) placed[row] = places[codes[row]];
}

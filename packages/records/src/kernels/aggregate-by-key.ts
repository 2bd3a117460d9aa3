import { bitAt } from '../internal/columns/bitmap.ts';
import type { ColumnStorage } from '../types.ts';
import { type NumericColumn, rowCount, type Selection, toFloat64, validityOf, valuesOf } from './operand.ts';

/** What `batch.column(name)` gives for a dictionary field, nullable or not. */
export type KeyColumn =
  | ColumnStorage['dictionary']
  | { readonly values: ColumnStorage['dictionary']; readonly validity: Uint8Array | undefined };

/*
 * Each gives one number for every key from 0 to `keys - 1`, such as the codes of a dictionary of that size. Rows count
 * that are in play, not null, and have a key. NaN stands for a key without values, and for one with a NaN among them.
 */

/** How many values each key has. */
export function countBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const counts = new Float64Array(keys);
  const places = keyOfEach(column, key, keys, selection);
  for (let index = 0; index < places.length; index++) {
    if (places[index] >= 0) counts[places[index]] += 1;
  }
  return counts;
}

/** The values of each key added up, in the order of rows. */
export function sumBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const values = toFloat64(column);
  const sums = new Float64Array(keys).fill(Number.NaN);
  const started = new Uint8Array(keys);
  const places = keyOfEach(column, key, keys, selection);
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place < 0) continue;
    const value = values[selection === undefined ? index : selection[index]];
    sums[place] = started[place] === 0 ? value : sums[place] + value;
    started[place] = 1;
  }
  return sums;
}

/** The arithmetic mean of each key's values, nulls apart; NaN for a key without any. */
export function meanBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const counts = countBy(column, key, keys, selection);
  return sumBy(column, key, keys, selection).map((sum, place) => sum / counts[place]);
}

/** The least value of each key, nulls apart; NaN for a key without any. */
export function minBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const values = toFloat64(column);
  const least = new Float64Array(keys).fill(Number.POSITIVE_INFINITY);
  const started = new Uint8Array(keys);
  const places = keyOfEach(column, key, keys, selection);
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place < 0) continue;
    least[place] = Math.min(least[place], values[selection === undefined ? index : selection[index]]);
    started[place] = 1;
  }
  return least.map((value, place) => (started[place] === 0 ? Number.NaN : value));
}

/** The greatest value of each key, nulls apart; NaN for a key without any. */
export function maxBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const values = toFloat64(column);
  const greatest = new Float64Array(keys).fill(Number.NEGATIVE_INFINITY);
  const started = new Uint8Array(keys);
  const places = keyOfEach(column, key, keys, selection);
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place < 0) continue;
    greatest[place] = Math.max(greatest[place], values[selection === undefined ? index : selection[index]]);
    started[place] = 1;
  }
  return greatest.map((value, place) => (started[place] === 0 ? Number.NaN : value));
}

/** The sample variance of each key's values, by Welford's method; NaN of fewer than two. */
export function varianceBy(
  column: NumericColumn,
  key: KeyColumn,
  keys: number,
  selection: Selection,
): Float64Array {
  const values = toFloat64(column);
  const seen = new Float64Array(keys);
  const average = new Float64Array(keys);
  const squares = new Float64Array(keys);
  const places = keyOfEach(column, key, keys, selection);
  for (let index = 0; index < places.length; index++) {
    const place = places[index];
    if (place < 0) continue;
    const value = values[selection === undefined ? index : selection[index]];
    seen[place] += 1;
    const distance = value - average[place];
    average[place] += distance / seen[place];
    squares[place] += distance * (value - average[place]);
  }
  return squares.map((sum, place) => (seen[place] < 2 ? Number.NaN : sum / (seen[place] - 1)));
}

/** For each row in play its key, or -1 when it does not count. */
function keyOfEach(column: NumericColumn, key: KeyColumn, keys: number, selection: Selection): Int32Array {
  const valid = validityOf(column);
  const hasKey = validityOf(key);
  const codes = valuesOf(key);
  const places = new Int32Array(selection?.length ?? rowCount(column));
  for (let index = 0; index < places.length; index++) {
    const row = selection === undefined ? index : selection[index];
    const counts = (valid === undefined || bitAt(valid, row)) && (hasKey === undefined || bitAt(hasKey, row));
    places[index] = counts && codes[row] < keys ? codes[row] : -1;
  }
  return places;
}

import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { isMissing, valuesOf } from '../../internal/key-slots.ts';

/** The keys of a batch's rows. */
export interface BatchCodes {
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly validity: Uint8Array | undefined;
}

/** The codes of a dictionary field. */
export function codesOf(batch: AnyBatch, field: string): BatchCodes {
  const { values: codes, validity } = valuesOf<BatchCodes['codes']>(batch, field);
  return { codes, validity };
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.
// A row is written in any case, and counted only if it is to stay: adding where one would branch leaves the processor
// nothing to guess, which takes a third of the time on values that come as they like.

/** A truth value for a bit operation, which takes it as it is: Number() is dear until the code is optimised in full. */
const bit = (truth: boolean) => truth as unknown as number;

/** Writes the rows whose value is above one limit or below the other to `kept`, and returns how many they are. */
export function keepBeyond(
  values: Float64Array,
  rows: RowNumbers,
  count: number,
  above: number,
  below: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    kept[found] = row;
    found += bit(value > above) | bit(value < below);
  }
  return found;
}

/** Writes the rows whose value is above one limit and below the other. */
export function keepBetween(
  values: Float64Array,
  rows: RowNumbers,
  count: number,
  above: number,
  below: number,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    kept[found] = row;
    found += bit(value > above) & bit(value < below);
  }
  return found;
}

/** {@link keepBeyond} with the limits of each key, at its code + 1; at 0 those of rows without a key. */
export function keepBeyondByKey(
  values: Float64Array,
  rows: RowNumbers,
  count: number,
  codes: BatchCodes['codes'],
  validity: Uint8Array | undefined,
  first: Float64Array,
  second: Float64Array,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    const place = validity !== undefined && isMissing(validity, row) ? 0 : codes[row] + 1;
    kept[found] = row;
    found += bit(value > first[place]) | bit(value < second[place]);
  }
  return found;
}

/** {@link keepBetween} with limits that differ from key to key. */
export function keepBetweenByKey(
  values: Float64Array,
  rows: RowNumbers,
  count: number,
  codes: BatchCodes['codes'],
  validity: Uint8Array | undefined,
  first: Float64Array,
  second: Float64Array,
  kept: RowNumbers,
): number {
  let found = 0;
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    const place = validity !== undefined && isMissing(validity, row) ? 0 : codes[row] + 1;
    kept[found] = row;
    found += bit(value > first[place]) & bit(value < second[place]);
  }
  return found;
}

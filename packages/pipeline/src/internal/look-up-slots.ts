import type { RowNumbers } from '@pipe/records';

/** The codes of a dictionary field, by row. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

// Functions without calls in them: the arrays stay in registers.

/**
 * Writes the slots of rows from the `start`-th on, up to the first whose key has none; returns which that is.
 *
 * @param table - From codes to slots: at `code + 1`; negative where there is none.
 */
export function lookUpSlots(
  table: Int32Array,
  codes: Codes,
  rows: RowNumbers,
  slots: Int32Array,
  start: number,
  count: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = table[codes[rows[i]] + 1];
    if (slot < 0) break;
    slots[i] = slot;
  }
  return i;
}

/** {@link lookUpSlots} of every row. */
export function lookUpAll(
  table: Int32Array,
  codes: Codes,
  slots: Int32Array,
  start: number,
  count: number,
): number {
  let row = start;
  for (; row < count; row += 1) {
    const slot = table[codes[row] + 1];
    if (slot < 0) break;
    slots[row] = slot;
  }
  return row;
}

/** {@link lookUpSlots}, noting by slot the number of the last record with its key; `first` is that of the first row. */
export function lookUpAndNote(
  table: Int32Array,
  codes: Codes,
  rows: RowNumbers,
  slots: Int32Array,
  start: number,
  count: number,
  seen: Float64Array,
  first: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const slot = table[codes[rows[i]] + 1];
    if (slot < 0) break;
    slots[i] = slot;
    seen[slot] = first + i;
  }
  return i;
}

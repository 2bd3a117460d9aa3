import type { Dictionary } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';

/**
 * Numbers the keys of a keyed stage from 0, in the order in which they are first seen.
 *
 * A dictionary's codes mean something in that dictionary only, so each has a table from its codes to these numbers;
 * what outlives a batch is the number here, and in the end the key's text.
 */
export class KeySlots {
  readonly #texts: (string | null)[] = [];
  readonly #slots = new Map<string | null, number>();
  readonly #tables = new WeakMap<Dictionary, Int32Array>();

  /** How many keys have been seen. */
  get size(): number {
    return this.#texts.length;
  }

  /** The text of a key; `null` for the rows that have none. */
  text(slot: number): string | null {
    return this.#texts[slot];
  }

  /** The number of a key, given when it is first asked for. */
  slot(text: string | null): number {
    const known = this.#slots.get(text);
    if (known !== undefined) return known;
    this.#slots.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** A key number for every code that the dictionary has now. */
  table(dictionary: Dictionary): Int32Array {
    const known = this.#tables.get(dictionary);
    const from = known?.length ?? 0;
    if (known && from === dictionary.size) return known;
    const table = new Int32Array(dictionary.size);
    if (known) table.set(known);
    for (let code = from; code < table.length; code += 1) table[code] = this.slot(dictionary.decode(code));
    this.#tables.set(dictionary, table);
    return table;
  }
}

/** The key numbers of a batch's rows: `slots[codes[row]]`, or `nullSlot` where the key is missing. */
export interface BatchKeys {
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  readonly slots: Int32Array;
  readonly validity: Uint8Array | undefined;
  readonly nullSlot: number;
}

/** Reads the keys of a batch from a dictionary field. */
export function keysOf(batch: AnyBatch, field: string, keys: KeySlots): BatchKeys {
  const { values: codes, validity } = valuesOf<BatchKeys['codes']>(batch, field);
  const slots = keys.table(batch.dictionary(field));
  return { codes, slots, validity, nullSlot: validity ? keys.slot(null) : -1 };
}

/** The key number of a row. */
export function slotOf({ codes, slots, validity, nullSlot }: BatchKeys, row: number): number {
  if (validity !== undefined && ((validity[row >> 3] >> (row & 7)) & 1) === 0) return nullSlot;
  return slots[codes[row]];
}

/** The values of a field, with the bitmap that says which are there (LSB first, 1 = there) when some may be missing. */
export function valuesOf<Values>(
  batch: AnyBatch,
  field: string,
): { readonly values: Values; readonly validity: Uint8Array | undefined } {
  const column = batch.column(field) as Values | { values: Values; validity: Uint8Array | undefined };
  if (ArrayBuffer.isView(column)) return { values: column as Values, validity: undefined };
  return column as { values: Values; validity: Uint8Array | undefined };
}

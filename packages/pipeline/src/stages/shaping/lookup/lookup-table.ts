import { defineRecord, type Fields } from '@pipe/records';
import type { AnyBatch, AnyRecordType } from '../../../any-record.ts';
import type { LookedUp, Values } from './looked-up.ts';

/** Rows beyond which a table is given up for a new one. */
const mostRows = 65_536;

/** What is known of keys, as the rows of a batch: made once for a key, and again when its values have changed. */
export class LookupTable {
  readonly #names: readonly string[];
  readonly #type: AnyRecordType;
  /** The row that all keys have that nothing is known of, if they have any. */
  readonly #nothing: Values | undefined;
  readonly #rows = new Map<string, number>();
  /** The values that a row was made of. */
  readonly #values: (readonly unknown[])[] = [];
  /** By place of the field: whether any row but that of nothing has a null in it. */
  #hasNulls: boolean[] = [];
  #batch: AnyBatch | undefined;

  constructor(adds: Fields, hasNothing: boolean) {
    this.#names = Object.keys(adds);
    this.#type = defineRecord('LookedUp', adds);
    this.#nothing = hasNothing ? Object.fromEntries(this.#names.map((name) => [name, null])) : undefined;
  }

  get batch(): AnyBatch {
    this.#batch ??= this.#begin();
    return this.#batch;
  }

  /** Whether no key has a row yet. */
  get isNew(): boolean {
    return this.#rows.size === 0;
  }

  /** Whether there are so many rows that it is time to begin anew. */
  get isCrowded(): boolean {
    return this.batch.length > mostRows;
  }

  /** Whether a key may have a null in a field. */
  hasNulls(field: string): boolean {
    return this.#hasNulls[this.#names.indexOf(field)];
  }

  /**
   * The row of a key whose values are these.
   *
   * @throws RecordError when they are no record of the fields, or for want of room in a dictionary.
   */
  rowOf(key: string, record: Values): number {
    const known = this.#rows.get(key);
    if (known !== undefined && isUnchanged(this.#names, this.#values[known], record)) return known;
    const row = this.batch.length;
    this.batch.append(record);
    const values = this.#names.map((name) => fieldOf(record, name));
    this.#rows.set(key, row);
    this.#values[row] = values;
    for (const [i, value] of values.entries()) this.#hasNulls[i] ||= value === null || value === undefined;
    return row;
  }

  /** Moves the codes to the front whose rows still hold what is known of their texts; returns how many there are. */
  keep(codes: number[], texts: readonly string[], rows: Int32Array, known: LookedUp): number {
    return keepUnchanged(codes, texts, rows, known, this.#names, this.#values);
  }

  /** Forgets all rows. */
  clear(): void {
    this.#batch?.release();
    this.#batch = undefined;
    this.#rows.clear();
    this.#values.length = 0;
  }

  #begin(): AnyBatch {
    this.#hasNulls = this.#names.map(() => false);
    const batch = this.#type.batch();
    if (this.#nothing) batch.append(this.#nothing);
    return batch;
  }
}

/** Apart from the class: machine code that knows one goes with its last instance, and a run's stages end with it. */
function keepUnchanged(
  codes: number[],
  texts: readonly string[],
  rows: Int32Array,
  known: LookedUp,
  names: readonly string[],
  values: readonly (readonly unknown[])[],
): number {
  let kept = 0;
  for (let i = 0; i < codes.length; i += 1) {
    const code = codes[i];
    const record = code < texts.length ? known.get(texts[code]) : undefined;
    if (record === undefined || !isUnchanged(names, values[rows[code]], record)) continue;
    codes[i] = codes[kept];
    codes[kept] = code;
    kept += 1;
  }
  return kept;
}

/** Whether these are the same values, and none that may have other content by now. */
function isUnchanged(
  names: readonly string[],
  before: readonly unknown[] | undefined,
  record: Values,
): boolean {
  if (before === undefined) return false;
  for (let i = 0; i < names.length; i += 1) {
    const value = fieldOf(record, names[i]);
    if (!Object.is(value, before[i]) || (typeof value === 'object' && value !== null)) return false;
  }
  return true;
}

function fieldOf(record: Values, name: string): unknown {
  return (record as { readonly [name: string]: unknown })[name];
}

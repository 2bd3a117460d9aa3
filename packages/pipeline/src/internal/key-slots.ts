import type { Dictionary, RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../any-record.ts';
import type { StateMetrics } from '../types.ts';
import { type Codes, lookUpAll, lookUpAndNote, lookUpSlots } from './look-up-slots.ts';
import { type KeyLimits, SlotPool, type SlotPoolState } from './slot-pool.ts';

/** The fields that keys and times are read from, and how many keys to remember. */
export interface KeyOptions extends KeyLimits {
  readonly by?: string | undefined;
  /** Read only where `idleMs` is given. */
  readonly timestamp?: string | undefined;
}

/** The slots as they stood, keys as text. */
export interface KeySlotsState {
  /** By slot; where no key has the slot, `undefined`. */
  readonly texts: readonly (string | null | undefined)[];
  readonly pool: SlotPoolState;
  readonly records: number;
}

/** From a dictionary's codes to slots: at `code + 1`, and at 0 for the missing key; -1 where there is none. */
interface Table {
  slots: Int32Array;
  /** How many codes have a slot. */
  known: number;
  /** What {@link KeySlots.#version} was when the table was last right. */
  version: number;
}

/** The slots of all rows of a batch, without a list of them: that of a row is `slots[codes[row] + 1]`. */
export interface CodedSlots {
  readonly codes: Codes;
  readonly slots: Int32Array;
}

/** The slots where there is no key. */
const firstSlot = Int32Array.of(-1, 0);

/**
 * Numbers the keys of a stage, so that their state can lie in arrays: a key keeps its slot until it is forgotten, and the
 * slot is then another's.
 *
 * A dictionary's codes mean something in that dictionary only, so each has a table from its codes to slots; what
 * outlives a batch is the slot, and in the end the key's text.
 */
export class KeySlots {
  readonly #by: string | undefined;
  readonly #timestamp: string | undefined;
  readonly #pool: SlotPool;
  readonly #texts: (string | null | undefined)[] = [];
  readonly #byText = new Map<string | null, number>();
  readonly #tables = new WeakMap<Dictionary, Table>();
  /** Counts forgotten keys, which tables of other dictionaries may still name. */
  #version = 0;
  #dictionary: Dictionary | undefined;
  #table: Table = { slots: new Int32Array(0), known: 0, version: 0 };
  #records = 0;
  #slots = new Int32Array(0);
  #noCodes = new Uint8Array(0);

  constructor({ by, timestamp, maxKeys, idleMs }: KeyOptions) {
    this.#by = by;
    this.#timestamp = idleMs === undefined ? undefined : timestamp;
    this.#pool = new SlotPool({ maxKeys, idleMs }, (slot) => this.#forget(slot));
  }

  /** Slots are below this number. */
  get size(): number {
    return this.#pool.size;
  }

  get metrics(): StateMetrics {
    return this.#pool.metrics;
  }

  /** The key that has a slot now; `null` stands for the rows that have none. */
  text(slot: number): string | null {
    return this.#texts[slot] ?? null;
  }

  /** The key of a row in the batch that was resolved last. */
  textOf(batch: AnyBatch, row: number): string | null {
    if (this.#by === undefined || batch.isNull(this.#by, row)) return null;
    return batch.dictionary(this.#by).decode(valuesOf<Codes>(batch, this.#by).values[row]);
  }

  /**
   * The slot of each of the first `count` rows, in their order; `~slot` where the key is new or had been forgotten, so
   * that the state in its slot has to start anew. Good until the next call.
   */
  resolve(batch: AnyBatch, rows: RowNumbers, count: number): Int32Array {
    if (this.#slots.length < count) this.#slots = new Int32Array(Math.max(count, batch.capacity));
    if (this.#by === undefined) this.#resolveOne(count);
    else this.#resolveBy(this.#by, batch, rows, count);
    this.#records += count;
    return this.#slots;
  }

  /**
   * In place of {@link KeySlots.resolve}, where it can be had for less: when `count` is all rows of the batch, each has a
   * key, all texts of its dictionary have slots, and none is about to be forgotten. Otherwise `undefined`.
   */
  resolveAll(batch: AnyBatch, count: number): CodedSlots | undefined {
    if (count !== batch.length || this.size === 0) return undefined;
    const coded = this.#by === undefined ? this.#codedAsOne(count) : this.#codedBy(this.#by, batch);
    if (coded) this.#records += count;
    return coded;
  }

  snapshot(): KeySlotsState {
    return { texts: [...this.#texts], pool: this.#pool.snapshot(), records: this.#records };
  }

  restore({ texts, pool, records }: KeySlotsState): void {
    this.#pool.restore(pool);
    this.#records = records;
    for (const [slot, text] of texts.entries()) {
      this.#texts[slot] = text;
      if (text !== undefined) this.#byText.set(text, slot);
    }
  }

  /** Without a key there is one state, there from the first record on. */
  #resolveOne(count: number): void {
    this.#slots.fill(0, 0, count);
    if (count > 0 && this.size === 0) this.#slots[0] = this.#admit(null, 0);
  }

  #codedAsOne(count: number): CodedSlots {
    if (this.#noCodes.length < count) this.#noCodes = new Uint8Array(count);
    return { codes: this.#noCodes, slots: firstSlot };
  }

  #codedBy(by: string, batch: AnyBatch): CodedSlots | undefined {
    if (this.#timestamp !== undefined || !this.#pool.isRoomy) return undefined;
    const { values: codes, validity } = valuesOf<Codes>(batch, by);
    if (validity !== undefined) return undefined;
    const dictionary = batch.dictionary(by);
    const { slots, known } = this.#open(dictionary);
    return known === dictionary.size ? { codes, slots } : undefined;
  }

  #resolveBy(by: string, batch: AnyBatch, rows: RowNumbers, count: number): void {
    const { values: codes, validity } = valuesOf<Codes>(batch, by);
    const dictionary = batch.dictionary(by);
    this.#open(dictionary);
    if (this.#timestamp === undefined && validity === undefined) this.#resolveCodes(codes, rows, count);
    else this.#resolveRows(batch, codes, validity, rows, count);
    this.#table.version = this.#version;
  }

  #resolveCodes(codes: Codes, rows: RowNumbers, count: number): void {
    for (
      let i = this.#lookUp(codes, rows, 0, count);
      i < count;
      i = this.#lookUp(codes, rows, i + 1, count)
    ) {
      this.#slots[i] = this.#find(codes[rows[i]], this.#records + i);
    }
  }

  /** Looks up the slots from the `start`-th row on, up to the first whose key has none; returns which row that is. */
  #lookUp(codes: Codes, rows: RowNumbers, start: number, count: number): number {
    const table = this.#table.slots;
    // Rows ascend: as many as there are codes, they are all of them.
    if (this.#pool.isRoomy && count === codes.length)
      return lookUpAll(table, codes, this.#slots, start, count);
    return this.#pool.isRoomy
      ? lookUpSlots(table, codes, rows, this.#slots, start, count)
      : lookUpAndNote(table, codes, rows, this.#slots, start, count, this.#pool.seen, this.#records);
  }

  /** As {@link KeySlots.#resolveCodes}, for keys that may be missing or may have been silent for too long. */
  #resolveRows(
    batch: AnyBatch,
    codes: Codes,
    validity: Uint8Array | undefined,
    rows: RowNumbers,
    count: number,
  ): void {
    const times = this.#timestamp && valuesOf<Float64Array>(batch, this.#timestamp).values;
    for (let i = 0; i < count; i += 1) {
      const row = rows[i];
      if (times) this.#pool.tick(times[row]);
      const code = validity !== undefined && isMissing(validity, row) ? -1 : codes[row];
      const known = this.#table.slots[code + 1];
      let slot = known >= 0 ? known : this.#find(code, this.#records + i);
      if (slot >= 0) this.#pool.note(slot, this.#records + i);
      if (times) {
        if (slot < 0) this.#pool.begin(~slot, times[row]);
        else if (this.#pool.wasIdle(slot, times[row])) slot = ~slot;
      }
      this.#slots[i] = slot;
    }
  }

  /** Makes the table of a dictionary the one at hand: as long as the dictionary, without keys that have gone. */
  #open(dictionary: Dictionary): Table {
    const before = this.#tables.get(dictionary);
    const table = before ?? { slots: new Int32Array(0), known: 0, version: this.#version };
    if (table.version !== this.#version) {
      table.slots.fill(-1);
      table.known = 0;
      table.version = this.#version;
    }
    if (table.slots.length <= dictionary.size) table.slots = lengthened(table.slots, dictionary.size + 1);
    if (!before) this.#tables.set(dictionary, table);
    this.#dictionary = dictionary;
    this.#table = table;
    return table;
  }

  /** The slot of a code that the table has none for; `~slot` when the key is new. */
  #find(code: number, record: number): number {
    const text = code < 0 ? null : (this.#dictionary?.decode(code) ?? null);
    const known = this.#byText.get(text);
    if (known !== undefined) this.#pool.note(known, record);
    const slot = known ?? this.#admit(text, record);
    this.#table.slots[code + 1] = known ?? ~slot;
    if (code >= 0) this.#table.known += 1;
    return slot;
  }

  #admit(text: string | null, record: number): number {
    const slot = this.#pool.take(record);
    this.#texts[slot] = text;
    this.#byText.set(text, slot);
    return ~slot;
  }

  #forget(slot: number): void {
    const text = this.text(slot);
    this.#texts[slot] = undefined;
    this.#byText.delete(text);
    this.#version += 1;
    const code = text === null ? -1 : (this.#dictionary?.find(text) ?? -1);
    if (text !== null && code < 0) return;
    if (code >= 0 && this.#table.slots[code + 1] >= 0) this.#table.known -= 1;
    this.#table.slots[code + 1] = -1;
  }
}

function lengthened(table: Int32Array, least: number): Int32Array {
  const longer = new Int32Array(Math.max(least, table.length * 2)).fill(-1);
  longer.set(table);
  return longer;
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

/** Whether a row has no value. */
export function isMissing(validity: Uint8Array, row: number): boolean {
  return ((validity[row >> 3] >> (row & 7)) & 1) === 0;
}

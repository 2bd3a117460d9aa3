import type { RowNumbers } from '@pipe/records';
import type { AnyBatch } from '../../../any-record.ts';
import { isMissing, valuesOf } from '../../../internal/key-slots.ts';
import { NumberReader } from '../../../internal/number-reader.ts';
import { TextNumbers, type TextNumbersState } from './text-numbers.ts';

export interface RecordWordsState {
  readonly texts: TextNumbersState;
  readonly textFields: readonly number[];
}

interface Texts {
  readonly offsets: Int32Array;
  readonly bytes: Uint8Array;
}

const decoder = new TextDecoder();

/**
 * The values of some fields as words of 32 bits, as many for every record: the same words exactly where the values are.
 *
 * A field has two: those of a double (one for all NaN, and 0 for -0), of a whole number of 64 bits, or a text's number. Behind
 * them there is a bit for each field that says whether it is null.
 */
export class RecordWords {
  /** Words of a record. */
  readonly width: number;
  readonly #fields: readonly string[];
  readonly #numbers: readonly NumberReader[];
  readonly #texts = new TextNumbers();
  /** Positions of the fields that held text. */
  readonly #textFields = new Set<number>();
  #words = new Int32Array(0);

  constructor(fields: readonly string[]) {
    this.width = fields.length * 2 + Math.ceil(fields.length / 32);
    this.#fields = fields;
    this.#numbers = fields.map((field) => new NumberReader(field));
  }

  /** The words of the first `count` rows, one after the other. Good until the next call. */
  read(batch: AnyBatch, rows: RowNumbers, count: number): Int32Array {
    const size = count * this.width;
    if (this.#words.length < size) this.#words = new Int32Array(size);
    else this.#words.fill(0, 0, size);
    for (const [position, field] of this.#fields.entries())
      this.#readField(batch, field, position, rows, count);
    return this.#words;
  }

  /** Whether {@link RecordWords.forget} is worth its while. */
  get isCrowded(): boolean {
    return this.#texts.isCrowded;
  }

  /** Forgets the texts that are not in these words. */
  forget(inUse: Int32Array): void {
    const used = new Set<number>();
    for (const position of this.#textFields) {
      for (let at = position * 2; at < inUse.length; at += this.width) used.add(inUse[at]);
    }
    this.#texts.keep(used);
  }

  snapshot(): RecordWordsState {
    return { texts: this.#texts.snapshot(), textFields: [...this.#textFields] };
  }

  restore({ texts, textFields }: RecordWordsState): void {
    this.#texts.restore(texts);
    for (const position of textFields) this.#textFields.add(position);
  }

  #readField(batch: AnyBatch, field: string, position: number, rows: RowNumbers, count: number): void {
    const words = this.#words;
    const { width } = this;
    const at = position * 2;
    const { kind } = batch.type.fields[field];
    if (kind === 'dictionary') this.#readCodes(batch, position, rows, count);
    else if (kind === 'utf8') this.#readTexts(batch, position, rows, count);
    else if (kind === 'int64' || kind === 'uint64') {
      putPairs(pairsOf(valuesOf<BigInt64Array>(batch, field).values), rows, count, words, at, width);
    } else {
      const { values } = this.#numbers[position].readAll(batch);
      putDoubles(values, pairsOf(values), rows, count, words, at, width);
    }
    const { validity } = valuesOf(batch, field);
    if (validity === undefined) return;
    const maskAt = this.#fields.length * 2 + (position >> 5);
    putNulls(validity, rows, count, words, at, maskAt, 1 << (position & 31), width);
  }

  #readCodes(batch: AnyBatch, position: number, rows: RowNumbers, count: number): void {
    const field = this.#fields[position];
    const dictionary = batch.dictionary(field);
    const numbers = this.#texts.byCode(dictionary);
    const { values: codes, validity } = valuesOf<Uint16Array>(batch, field);
    this.#textFields.add(position);
    for (let i = 0; i < count; i += 1) {
      i = putCodes(codes, numbers, rows, i, count, this.#words, position * 2, this.width);
      if (i === count) break;
      const row = rows[i];
      if (validity !== undefined && isMissing(validity, row)) continue;
      numbers[codes[row]] = this.#texts.of(dictionary.decode(codes[row]));
      this.#words[i * this.width + position * 2] = numbers[codes[row]];
    }
  }

  #readTexts(batch: AnyBatch, position: number, rows: RowNumbers, count: number): void {
    const { offsets, bytes } = batch.column(this.#fields[position]) as unknown as Texts;
    this.#textFields.add(position);
    for (let i = 0; i < count; i += 1) {
      const text = decoder.decode(bytes.subarray(offsets[rows[i]], offsets[rows[i] + 1]));
      this.#words[i * this.width + position * 2] = this.#texts.of(text);
    }
  }
}

/** Numbers of 64 bits as two words each. */
function pairsOf(values: Float64Array | BigInt64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
}

// Functions of arrays alone: machine code that knows a class goes with the last instance, and a run's stages end with it.

function putDoubles(
  values: Float64Array,
  pairs: Int32Array,
  rows: RowNumbers,
  count: number,
  words: Int32Array,
  at: number,
  width: number,
): void {
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    const value = values[row];
    const place = i * width + at;
    if (value === 0) continue;
    if (Number.isNaN(value)) words[place + 1] = -1;
    else {
      words[place] = pairs[row * 2];
      words[place + 1] = pairs[row * 2 + 1];
    }
  }
}

function putPairs(
  pairs: Int32Array,
  rows: RowNumbers,
  count: number,
  words: Int32Array,
  at: number,
  width: number,
): void {
  for (let i = 0; i < count; i += 1) {
    const place = i * width + at;
    words[place] = pairs[rows[i] * 2];
    words[place + 1] = pairs[rows[i] * 2 + 1];
  }
}

/** Puts the numbers of texts from the `start`-th row on, up to the first whose text has none; returns which that is. */
function putCodes(
  codes: Uint16Array,
  numbers: Int32Array,
  rows: RowNumbers,
  start: number,
  count: number,
  words: Int32Array,
  at: number,
  width: number,
): number {
  let i = start;
  for (; i < count; i += 1) {
    const number = numbers[codes[rows[i]]];
    if (number < 0) break;
    words[i * width + at] = number;
  }
  return i;
}

function putNulls(
  validity: Uint8Array,
  rows: RowNumbers,
  count: number,
  words: Int32Array,
  at: number,
  maskAt: number,
  bit: number,
  width: number,
): void {
  for (let i = 0; i < count; i += 1) {
    const row = rows[i];
    if (((validity[row >> 3] >> (row & 7)) & 1) === 1) continue;
    words[i * width + at] = 0;
    words[i * width + at + 1] = 0;
    words[i * width + maskAt] |= bit;
  }
}

import type { Dictionary } from '@pipe/records';
import type { AnyBatch } from '../../any-record.ts';
import { valuesOf } from '../../internal/key-slots.ts';
import { NumberReader } from '../../internal/number-reader.ts';
import { rowsInPlay } from '../../internal/rows-in-play.ts';

const decoder = new TextDecoder();

/** Reads a field of any castable kind as numbers, or as texts. What rows without a value give means nothing. */
export class CastReader {
  readonly #field: string;
  readonly #numbers: NumberReader;
  #parsed = new Float64Array(0);

  constructor(field: string) {
    this.#field = field;
    this.#numbers = new NumberReader(field);
  }

  /** By row; NaN for text that is no number, and for a 64-bit number that no double equals. */
  numbers(batch: AnyBatch): Float64Array {
    const { kind } = batch.type.fields[this.#field];
    switch (kind) {
      case 'dictionary':
      case 'utf8':
        return this.#parse(batch, this.#texts(batch, kind));
      case 'int64':
      case 'uint64':
        return this.#narrow(valuesOf<BigInt64Array>(batch, this.#field).values);
      default:
        return this.#numbers.readAll(batch).values;
    }
  }

  /** The text of a row. */
  texts(batch: AnyBatch): (row: number) => string {
    const { kind } = batch.type.fields[this.#field];
    if (kind === 'dictionary' || kind === 'utf8') return this.#texts(batch, kind);
    const { values } = valuesOf<Float64Array>(batch, this.#field);
    return kind === 'bool' ? (row) => String(values[row] === 1) : (row) => String(values[row]);
  }

  #texts(batch: AnyBatch, kind: 'dictionary' | 'utf8'): (row: number) => string {
    if (kind === 'dictionary') {
      const dictionary: Dictionary = batch.dictionary(this.#field);
      const codes = valuesOf<Uint16Array>(batch, this.#field).values;
      return (row) => dictionary.decode(codes[row]);
    }
    const { offsets, bytes } = batch.column(this.#field) as unknown as {
      offsets: Int32Array;
      bytes: Uint8Array;
    };
    return (row) => decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
  }

  #parse(batch: AnyBatch, text: (row: number) => string): Float64Array {
    const numbers = this.#room(batch.length);
    const rows = rowsInPlay(batch);
    for (let i = 0; i < batch.selected; i += 1) {
      const row = rows[i];
      numbers[row] = batch.isNull(this.#field, row) ? Number.NaN : numberOf(text(row));
    }
    return numbers;
  }

  #narrow(values: BigInt64Array): Float64Array {
    const numbers = this.#room(values.length);
    for (let row = 0; row < values.length; row += 1) {
      const number = Number(values[row]);
      numbers[row] = BigInt(number) === values[row] ? number : Number.NaN;
    }
    return numbers;
  }

  #room(rows: number): Float64Array {
    if (this.#parsed.length < rows) this.#parsed = new Float64Array(rows);
    return this.#parsed;
  }
}

/** The number that a text says as a whole; NaN for any other. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
